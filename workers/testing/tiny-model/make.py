"""Writes the graphs beside this file: a model of a few numbers, with its weights outside of its graphs.

Needs onnx and numpy: python make.py. The weights themselves are made by tiny-model.ts.
"""

from pathlib import Path

from onnx import TensorProto, helper, numpy_helper
import numpy as np

HERE = Path(__file__).parent
HALF, SINGLE = TensorProto.FLOAT16, TensorProto.FLOAT
BYTES = {HALF: 2, SINGLE: 4}


def external(parameters):
    """Initialisers in weights.bin, one after the other."""
    offset, found = 0, []
    for name, kind, shape in parameters:
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        length = BYTES[kind] * int(np.prod(shape))
        for key, value in {"location": "weights.bin", "offset": offset, "length": length}.items():
            tensor.external_data.add(key=key, value=str(value))
        offset += length
        found.append(tensor)
    return found


def constant(name, values, dtype):
    return numpy_helper.from_array(np.array(values, dtype), name)


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def save(name, nodes, inputs, output, initialisers):
    graph = helper.make_graph(nodes, name, inputs, [output], initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())


def node(kind, inputs, output, **attributes):
    return helper.make_node(kind, inputs.split(), [output], **attributes)


QUERY = "mid_block.attentions.0.transformer_blocks.0.attn2.to_q.weight"
extras = ["inpaint_feature", *(f"ctrl_{index}" for index in range(2)), "ctrl_mid"]
save(
    "unet",
    [
        # conv_in(sample) + mean over the tokens of to_q(context) + timestep / 1000
        node("Cast", "conv_in.weight", "kernel", to=SINGLE),
        node("Conv", "sample kernel conv_in.bias", "x0"),
        node("Cast", QUERY, "query", to=SINGLE),
        node("Transpose", "query", "turned", perm=[1, 0]),
        node("MatMul", "encoder_hidden_states turned", "asked"),
        node("ReduceMean", "asked", "mean", axes=[1], keepdims=0),
        node("Unsqueeze", "mean last_two", "spread"),
        node("Add", "x0 spread", "x1"),
        node("Mul", "timestep thousandth", "time"),
        node("Add", "x1 time", "x2"),
        # All that is neutral adds nothing: zeros, e^-10000 and a product of ones.
        *(node("Add", f"x{index + 2} {name}", f"x{index + 3}") for index, name in enumerate(extras)),
        node("Add", "ip_k ip_v", "ip"),
        node("ReduceMean", "ip", "ip_mean", axes=[2]),
        node("Unsqueeze", "ip_mean last", "ip_spread"),
        node("Exp", "ip_bias", "ip_share"),
        node("Add", "ip_spread ip_share", "ip_sum"),
        node("Add", f"x{len(extras) + 2} ip_sum", "y"),
        node("ReduceProd", "freeu", "free", keepdims=0),
        node("Mul", "y free", "out_sample"),
    ],
    [
        value("sample", SINGLE, ["rows", 4, "h", "w"]),
        value("timestep", SINGLE, [1]),
        value("encoder_hidden_states", SINGLE, ["rows", "tokens", 4]),
        *(value(name, SINGLE, [f"{name}_{side}" for side in "abcd"]) for name in extras),
        value("ip_k", SINGLE, ["rows", "n", 6]),
        value("ip_v", SINGLE, ["rows", "n", 6]),
        value("ip_bias", SINGLE, ["n"]),
        value("freeu", SINGLE, [4]),
    ],
    value("out_sample", SINGLE, ["rows", 4, "h", "w"]),
    [
        constant("last_two", [2, 3], np.int64),
        constant("last", [3], np.int64),
        constant("thousandth", [0.001], np.float32),
        *external([("conv_in.weight", HALF, [4, 4, 1, 1]), ("conv_in.bias", SINGLE, [4]), (QUERY, HALF, [4, 4])]),
    ],
)

TOKENS = "text_model.embeddings.token_embedding.weight"
PROJECTION = "text_model.encoder.layers.0.self_attn.q_proj.weight"
save(
    "text_encoder",
    [
        # The embeddings of eight kinds of tokens, projected; their mean is one more token.
        node("Mod", "input_ids eight", "kinds"),
        node("Gather", f"{TOKENS} kinds", "halves"),
        node("Cast", "halves", "embedded", to=SINGLE),
        node("Cast", PROJECTION, "matrix", to=SINGLE),
        node("Transpose", "matrix", "turned", perm=[1, 0]),
        node("MatMul", "embedded turned", "projected"),
        node("ReduceMean", "projected", "mean", axes=[1]),
        node("Concat", "projected mean", "last_hidden_state", axis=1),
    ],
    [value("input_ids", TensorProto.INT64, ["rows", "tokens"])],
    value("last_hidden_state", SINGLE, ["rows", "more_tokens", 4]),
    [constant("eight", 8, np.int64), *external([(TOKENS, HALF, [8, 4]), (PROJECTION, HALF, [4, 4])])],
)

save(
    "vae_decoder",
    [
        node("Slice", "latent_sample from to axis", "colours"),
        helper.make_node("Resize", ["colours", "", "scales"], ["sample"], mode="nearest"),
    ],
    [value("latent_sample", SINGLE, [1, 4, "h", "w"])],
    value("sample", SINGLE, [1, 3, "H", "W"]),
    [
        constant("from", [0], np.int64),
        constant("to", [3], np.int64),
        constant("axis", [1], np.int64),
        constant("scales", [1, 1, 8, 8], np.float32),
    ],
)
