"""Takes the arithmetic on sizes out of an exported graph, whose every node costs a loader time.

    python -m sticker.simplify [FOLDER]        (work/export/unet)

A traced network works out the sizes of its tensors again and again: two thirds of the UNet's nodes do nothing else. What
depends on sizes alone is computed here for inputs of several sizes. What is always the same becomes a constant, what is
always equal is computed once, and a reshape whose sizes are those of its input, fixed, or left over says so in a constant.
The sizes share no factors that a network could confuse; the result is compared with the original at other sizes.

Rewrites `model.onnx` in place. Parameters keep their names and places in `weights.bin`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from .unet import CHANNELS, IMAGE_PROMPT_WIDTHS, RESNETS, SKIPS

Feeds = dict[str, np.ndarray]
LARGEST_CONSTANT = 64
"""Numbers in the largest constant that takes the place of a computation."""
BOUND = 1e-5


def unet_feeds(rows: int, height: int, width: int, tokens: int, pictures: int, full: bool) -> Feeds:
    """Inputs of the UNet, random. `full` gives the optional ones the sizes that real ones have."""
    random = np.random.default_rng(height * width + rows)
    numbers = lambda *shape: random.standard_normal(shape).astype(np.float32)  # noqa: E731
    skips = [(CHANNELS[0], 0)]
    for level, channels in enumerate(CHANNELS):
        skips += [(channels, level)] * RESNETS + [(channels, level + 1)]
    controls = {}
    for index, (channels, level) in enumerate(skips[:SKIPS]):
        shape = (rows, channels, height >> level, width >> level) if full else (1, 1, 1, 1)
        controls[f"ctrl_{index}"] = 0.1 * numbers(*shape)
    middle = (rows, CHANNELS[-1], height >> 2, width >> 2) if full else (1, 1, 1, 1)
    return {
        "sample": numbers(rows, 4, height, width),
        "timestep": np.float32([417]),
        "encoder_hidden_states": numbers(rows, tokens, 128),
        "inpaint_feature": 0.1 * numbers(*((rows, CHANNELS[0], height, width) if full else (1, 1, 1, 1))),
        **controls,
        "ctrl_mid": 0.1 * numbers(*middle),
        "ip_k": numbers(rows, pictures, sum(IMAGE_PROMPT_WIDTHS)),
        "ip_v": numbers(rows, pictures, sum(IMAGE_PROMPT_WIDTHS)),
        "ip_bias": numbers(pictures),
        "freeu": np.float32([1.1, 1.2, 0.9, 0.4]),
    }


LEARNT = [(1, 20, 28, 11, 1, False), (2, 28, 20, 13, 5, True), (3, 44, 12, 17, 7, False), (5, 12, 52, 19, 3, True)]
CHECKED = [(1, 16, 16, 205, 1, False), (2, 16, 24, 205, 1, True), (4, 24, 16, 77, 9, False), (7, 36, 12, 23, 2, True)]


def bare(model: onnx.ModelProto) -> tuple[onnx.ModelProto, list[onnx.TensorProto]]:
    """The graph with its parameters as inputs, so that nothing computed from them is stored; and the parameters."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    parameters = [one for one in copy.graph.initializer if one.data_location == TensorProto.EXTERNAL]
    others = [one for one in copy.graph.initializer if one.data_location != TensorProto.EXTERNAL]
    del copy.graph.initializer[:]
    copy.graph.initializer.extend(others)
    copy.graph.input.extend(helper.make_tensor_value_info(one.name, one.data_type, list(one.dims)) for one in parameters)
    return copy, parameters


def whole(model: onnx.ModelProto, parameters: Sequence[onnx.TensorProto]) -> onnx.ModelProto:
    names = {one.name for one in parameters}
    inputs = [one for one in model.graph.input if one.name not in names]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
    model.graph.initializer.extend(parameters)
    return model


def optimised(model: onnx.ModelProto) -> onnx.ModelProto:
    """What ONNX Runtime makes of a graph by rules that hold everywhere: constants folded, dead ends cut."""
    options = quiet()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = str(Path(folder) / "optimised.onnx")
        onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        return onnx.load(options.optimized_model_filepath)


def quiet() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return options


def of_sizes(graph: onnx.GraphProto) -> list[str]:
    """Values that depend on the sizes of the inputs alone, in order."""
    known = {one.name for one in graph.initializer}
    found = []
    for node in graph.node:
        if node.op_type == "Shape" or all(name == "" or name in known for name in node.input):
            known.update(node.output)
            found.extend(node.output)
    return found


def evaluated(model: onnx.ModelProto, names: Sequence[str], weights: Feeds, runs: Sequence[Feeds]) -> list[Feeds]:
    """The values of these names in each run."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    del probe.graph.output[:]
    probe.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    options = quiet()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(probe.SerializeToString(), options, providers=["CPUExecutionProvider"])
    wanted = {one.name for one in session.get_inputs()}
    given = [{name: value for name, value in {**feeds, **weights}.items() if name in wanted} for feeds in runs]
    return [dict(zip(names, session.run(list(names), feeds))) for feeds in given]


def fitted(shapes: list[np.ndarray], inputs: list[tuple[int, ...]]) -> list[int] | None:
    """A shape for Reshape that comes to the same in all runs; None where there is none."""
    pattern, left_over = [], 0
    for place in range(len(shapes[0])):
        column = [int(shape[place]) for shape in shapes]
        if all(place < len(size) and size[place] == value for size, value in zip(inputs, column)):
            pattern.append(0)
        elif len(set(column)) == 1 and column[0] > 0:
            pattern.append(column[0])
        else:
            pattern.append(-1)
            left_over += 1
    return pattern if left_over <= 1 else None


def replace_inputs(graph: onnx.GraphProto, new: dict[str, str]) -> None:
    for node in graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = new.get(name, name)


def cut_dead_ends(graph: onnx.GraphProto) -> None:
    wanted = {one.name for one in graph.output}
    kept = []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    constants = [one for one in graph.initializer if one.name in wanted]
    del graph.initializer[:]
    graph.initializer.extend(constants)


def simplified(model: onnx.ModelProto, weights: Feeds, runs: Sequence[Feeds]) -> onnx.ModelProto:
    """The graph without its arithmetic on sizes. `model` has its parameters as inputs."""
    graph = model.graph
    names = of_sizes(graph)
    results = evaluated(model, names, weights, runs)
    new: dict[str, str] = {}
    seen: dict[tuple, str] = {}
    for name in names:
        values = [result[name] for result in results]
        key = tuple((value.shape, value.dtype.str, value.tobytes()) for value in values)
        if name not in new and len(set(key)) == 1 and values[0].size <= LARGEST_CONSTANT:
            graph.initializer.append(numpy_helper.from_array(values[0], f"{name}/always"))
            new[name] = f"{name}/always"
        else:
            new[name] = seen.setdefault(key, name)
    replace_inputs(graph, {old: name for old, name in new.items() if old != name})

    reshapes = [node for node in graph.node if node.op_type == "Reshape" and node.input[1] in set(names)]
    data = sorted({node.input[0] for node in reshapes})
    sizes = evaluated(model, data, weights, runs)
    for node in reshapes:
        pattern = fitted(
            [result[node.input[1]] for result in results], [result[node.input[0]].shape for result in sizes]
        )
        if pattern is None:
            continue
        constant = f"reshape/{'_'.join(map(str, pattern))}"
        if constant not in {one.name for one in graph.initializer}:
            graph.initializer.append(numpy_helper.from_array(np.array(pattern, np.int64), constant))
        node.input[1] = constant
    cut_dead_ends(graph)
    return model


def difference(one: onnx.ModelProto, other: onnx.ModelProto, weights: Feeds, runs: Sequence[Feeds]) -> float:
    names = [output.name for output in one.graph.output]
    pairs = zip(evaluated(one, names, weights, runs), evaluated(other, names, weights, runs))
    differences = [np.abs(a[name] - b[name]).max() if a[name].shape == b[name].shape else np.inf for a, b in pairs for name in names]
    return float(np.max(differences))


def read_weights(parameters: Sequence[onnx.TensorProto], wide: bytes) -> Feeds:
    found = {}
    for one in parameters:
        place = {entry.key: entry.value for entry in one.external_data}
        dtype = helper.tensor_dtype_to_np_dtype(one.data_type)
        values = np.frombuffer(wide, dtype, int(np.prod(one.dims)), int(place.get("offset", 0)))
        found[one.name] = values.reshape(list(one.dims))
    return found


def simplify(path: Path, wide: bytes, feeds: Callable[..., Feeds] = unet_feeds) -> None:
    """Rewrites a graph whose parameters lie in `wide`.

    Raises ValueError when the new one computes something else.
    """
    model = onnx.load(str(path), load_external_data=False)
    before, parameters = bare(model)
    weights = read_weights(parameters, wide)
    after = simplified(optimised(before), weights, [feeds(*one) for one in LEARNT])
    after = optimised(after)
    worst = difference(before, after, weights, [feeds(*one) for one in CHECKED])
    print(f"{path}: {len(model.graph.node)} nodes became {len(after.graph.node)}; largest difference {worst:.2g}")
    if not worst < BOUND:
        raise ValueError("the simplified graph computes something else")
    onnx.save(whole(after, parameters), str(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("folder", type=Path, nargs="?", default=here / "work" / "export" / "unet")
    folder = parser.parse_args().folder
    simplify(folder / "model.onnx", (folder / "wide.bin").read_bytes())
