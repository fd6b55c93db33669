"""Puts what was exported where the product looks for it, and describes it in the manifest.

    python -m sticker.publish && (cd .. && npm run models:hash)

Needs what `export`, `expander.export`, `check_export` and `measure` wrote. Replaces `public/models/sticker` and the files, sizes and preview numbers of its entry in `models-manifest.json`;
what people wrote there (name, description, licence, defaults) stays. Vectors of `check_export` become those of the
product's test, figures and sheets of `measure` those of the model card.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from PIL import Image

ROLES = {
    "text_encoder": "text_encoder/model.onnx",
    "text_encoder_weights": "text_encoder/weights.bin",
    "text_encoder_tensors": "text_encoder/tensors.json",
    "unet": "unet/model.onnx",
    "unet_weights": "unet/weights.bin",
    "unet_tensors": "unet/tensors.json",
    "vae_decoder": "vae_decoder/model.onnx",
    "vae_encoder": "vae_encoder/model.onnx",
    "vocab": "tokenizer/vocab.json",
    "merges": "tokenizer/merges.txt",
    "lora_4_steps": "loras/sticker-4-steps.safetensors",
    "lora_8_steps": "loras/sticker-8-steps.safetensors",
    "expander": "expander/model.onnx",
    "expander_vocab": "expander/vocab.json",
    "expander_merges": "expander/merges.txt",
    "expander_words": "expander/words.txt",
    "upscaler_2x": "upscaler/2x.onnx",
    "upscaler_4x": "upscaler/4x.onnx",
}

MODES = {
    "lora_4_steps": ("Lightning", "Hyper-SD"),
    "lora_8_steps": ("Extreme Speed",),
}
"""Which modes of the product load which adapter: those that take four steps, and the one that takes eight."""


def publish(exported: Path, project: Path) -> None:
    manifest_path = project / "models-manifest.json"
    manifest = json.loads(manifest_path.read_text())
    entry = next(one for one in manifest["models"] if one["id"] == "sticker")
    folder = project / "public" / entry["source"]
    roles = {role: path for role, path in ROLES.items() if (exported / path).exists()}
    shutil.rmtree(folder, ignore_errors=True)
    for path in (*roles.values(), "model.json"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(exported / path, folder / path)
    facts = json.loads((exported / "model.json").read_text())
    # Hashes and lengths are the business of `npm run models:hash`.
    entry["files"] = [{"role": role, "path": path, "bytes": 1, "sha256": "0" * 64} for role, path in roles.items()]
    spec = entry["spec"]
    spec["text"] |= {"maxTokens": facts["max_tokens"], "contextTokens": facts["context_tokens"]}
    spec["unet"] = {"imagePromptWidth": facts["image_prompt_width"], "freeu": True}
    spec["latent"]["scale"] = facts["vae_scaling_factor"]
    spec["sizes"]["trained"] = facts["native_sizes"]
    spec["preview"] = {part: facts["preview"][part] for part in ("factors", "bias")}
    spec["performanceLoras"] = {
        mode: {"role": role, "weight": 1} for role, modes in MODES.items() if role in roles for mode in modes
    }
    work, card = exported.parent, project / "docs" / "model"
    shutil.copyfile(work / "vectors.json", project / "e2e" / "fixtures" / "sticker-vectors.json")
    shutil.rmtree(card, ignore_errors=True)
    card.mkdir()
    shutil.copyfile(work / "figures.json", card / "figures.json")
    for sheet in (work / "sheets").glob("*.png"):
        Image.open(sheet).save(card / f"{sheet.stem}.webp", quality=90, method=6)
    manifest_path.write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = Path(__file__).resolve().parent.parent
    parser.add_argument("--exported", type=Path, default=here / "work" / "export")
    options = parser.parse_args()
    publish(options.exported, here.parent)
