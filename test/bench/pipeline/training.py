"""128 -> 4 x 32 -> 16, unit rows, cosine loss over pairs, in torch: several seeds side by side as one batched network.

Networks this small cost calls, not arithmetic: gradients by hand save two thirds of them, one batched network half.
"""

import math

import torch

WIDTHS = (32, 32, 32, 32, 16)


def scale(train, rows):
    """Square roots, each column to mean 0 and deviation 1 over the training rows."""
    root = train.sqrt()
    mean, deviation = root.mean(0), root.std(0, correction=0)
    factor = torch.where(deviation > 1e-6 * deviation.max(), 1 / deviation, 0.0)
    return (rows.sqrt() - mean) * factor


class Networks:
    """One network a generator, in one flat vector, so that Adam is a handful of calls."""

    def __init__(self, inputs, generators):
        count = len(generators)
        shapes = []
        for fan_in, out in zip((inputs, *WIDTHS), WIDTHS):
            shapes += [(count, fan_in, out), (count, 1, out)]
        sizes = [math.prod(shape) for shape in shapes]
        self.flat, self.grad = torch.zeros(sum(sizes)), torch.zeros(sum(sizes))
        parts, slopes = (
            [part.view(shape) for part, shape in zip(vector.split(sizes), shapes)] for vector in (self.flat, self.grad)
        )
        self.weights, self.biases = parts[::2], parts[1::2]
        self.weight_slopes, self.bias_slopes = slopes[::2], slopes[1::2]
        for weights in self.weights:
            limit = math.sqrt(6 / weights.shape[1])
            for each, generator in zip(weights, generators):
                each.uniform_(-limit, limit, generator=generator)
        self.mean, self.square, self.step = torch.zeros_like(self.flat), torch.zeros_like(self.flat), 0

    def forward(self, x):
        """(S, N, inputs) -> inputs of the layers, (S, N, 16) unit rows, 1 / their lengths."""
        layers = [x]
        for weights, biases in zip(self.weights[:-1], self.biases[:-1]):
            layers.append(torch.baddbmm(biases, layers[-1], weights).relu_())
        y = torch.baddbmm(self.biases[-1], layers[-1], self.weights[-1])
        inverse = torch.linalg.vector_norm(y, dim=2, keepdim=True).clamp_min_(1e-12).reciprocal_()
        return layers, y * inverse, inverse

    def learn(self, x, pull, push, rate):
        """A step. pull, push: (S, B, B) weights of the pairs of one class and of two; 0 on the diagonal."""
        layers, rows, inverse = self.forward(x)
        cosine = torch.bmm(rows, rows.mT)
        slope = torch.where(cosine > 0, push, 0.0).sub_(pull).mul_(2)
        g = torch.bmm(slope, rows)
        g.sub_((g * rows).sum(2, keepdim=True) * rows).mul_(inverse)
        for k in range(len(self.weights) - 1, -1, -1):
            torch.bmm(layers[k].mT, g, out=self.weight_slopes[k])
            torch.sum(g, 1, keepdim=True, out=self.bias_slopes[k])
            if k:
                g = torch.bmm(g, self.weights[k].mT).mul_(layers[k] > 0)
        self.step += 1
        self.mean.lerp_(self.grad, 0.1)
        self.square.mul_(0.999).addcmul_(self.grad, self.grad, value=0.001)
        correction = math.sqrt(1 - 0.999**self.step)
        scaled = self.square.sqrt().add_(1e-8 * correction)
        self.flat.addcdiv_(self.mean, scaled, value=-rate * correction / (1 - 0.9**self.step))
        return loss_of(cosine, pull, push)


def loss_of(cosine, pull, push):
    return (pull * (1 - cosine) + push * cosine.clamp_min(0)).sum((1, 2))


def pair_weights(labels):
    """(S, B) -> weights of pairs of one class, of two classes; together they count each pair once."""
    n = labels.shape[1]
    same = labels[:, :, None] == labels[:, None, :]
    weight = 1 / (n * (n - 1))
    return torch.where(same & ~torch.eye(n, dtype=torch.bool), weight, 0.0), torch.where(same, 0.0, weight)


def train(train_x, train_y, valid_x, valid_y, seeds, epochs=400, batch=16, rate=3e-3, dropout=0.2):
    """-> Networks with the weights of the epoch of least validation loss of each seed; curves."""
    torch.set_num_threads(1)
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    with torch.no_grad():
        networks = Networks(train_x.shape[1], generators)
        n = len(train_x)
        best = [(math.inf, [])] * len(seeds)
        cuts = list(range(0, n, batch))
        if n % batch == 1:
            cuts[-1] -= 1
        valid = valid_x.expand(len(seeds), -1, -1)
        valid_pairs = pair_weights(valid_y.expand(len(seeds), -1))
        curves = []
        for epoch in range(1, epochs + 1):
            orders = [torch.randperm(n, generator=g) for g in generators]
            rows = torch.stack([train_x[order] for order in orders])
            rows *= torch.stack([torch.rand(n, train_x.shape[1], generator=g) for g in generators]) >= dropout
            labels = torch.stack([train_y[order] for order in orders])
            now = rate / 2 * (1 + math.cos(math.pi * (epoch - 1) / epochs))
            loss = 0
            for start, end in zip(cuts, [*cuts[1:], n]):
                loss = loss + networks.learn(rows[:, start:end], *pair_weights(labels[:, start:end]), now)
            if epoch % 4 == 0:
                _, found, _ = networks.forward(valid)
                losses = loss_of(torch.bmm(found, found.mT), *valid_pairs).tolist()
                for k, value in enumerate(losses):
                    if value <= best[k][0]:
                        best[k] = value, [(w[k].clone(), b[k].clone()) for w, b in layers_of(networks)]
                curves.append([epoch, *(loss / len(cuts)).tolist(), *losses])
        for k, (_, kept) in enumerate(best):
            for (weights, biases), (w, b) in zip(layers_of(networks), kept):
                weights[k], biases[k] = w, b
    return networks, curves


def layers_of(networks):
    return zip(networks.weights, networks.biases)


def embed(networks, x):
    """(N, inputs) -> (S, N, 16)"""
    with torch.no_grad():
        return networks.forward(x.expand(networks.weights[0].shape[0], -1, -1))[1]
