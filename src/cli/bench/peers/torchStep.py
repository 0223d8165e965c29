"""ACAI's training step in PyTorch: the peer of the bench on the CPU.

Usage: python3 torchStep.py '{"size": 32, "colours": 1, "scales": 4, "depth": 16, "criticDepth": 16,
                             "latentChannels": 16, "batch": 64, "threads": 1, "learningRate": 1e-4}'

Prints a line of JSON when it is ready, with the version and the numbers of parameters. Then each line
on stdin is a number of milliseconds: it trains for so long and prints {"steps", "ms", "loss"}. Ends with
its stdin.

The same networks and losses as in bench/stockTfjs.ts. The critic sees each mix once: its losses and the
autoencoder's are differentiated over one graph, each for its own weights only.
"""
import json
import math
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(0)

LAMBDA, GAMMA, SLOPE = 0.5, 0.2, 0.2


class Convolution(torch.nn.Module):
    """'same' convolution, initialised like the project's networks."""

    def __init__(self, size, inputs, outputs, active):
        super().__init__()
        deviation = math.sqrt(1 / (1.04 * size * size * inputs))
        self.weight = torch.nn.Parameter(torch.randn(outputs, inputs, size, size) * deviation)
        self.bias = torch.nn.Parameter(torch.zeros(outputs))
        self.padding = size // 2
        self.active = active

    def forward(self, x):
        y = F.conv2d(x, self.weight, self.bias, padding=self.padding)
        return F.leaky_relu(y, SLOPE, inplace=True) if self.active else y


def encoder(shape, depth):
    layers = [Convolution(1, shape["colours"], depth, False)]
    channels = depth
    for scale in range(shape["scales"]):
        wide = depth * 2**scale
        layers += [Convolution(3, channels, wide, True), Convolution(3, wide, wide, True)]
        layers.append(torch.nn.AvgPool2d(2))
        channels = wide
    last = depth * 2 ** shape["scales"]
    layers.append(Convolution(3, channels, last, True))
    layers.append(Convolution(3, last, shape["latentChannels"], False))
    return torch.nn.Sequential(*layers)


def decoder(shape):
    layers = []
    channels = shape["latentChannels"]
    for scale in reversed(range(shape["scales"])):
        wide = shape["depth"] * 2**scale
        layers += [Convolution(3, channels, wide, True), Convolution(3, wide, wide, True)]
        layers.append(torch.nn.Upsample(scale_factor=2, mode="nearest"))
        channels = wide
    layers.append(Convolution(3, channels, shape["depth"], True))
    layers.append(Convolution(3, shape["depth"], shape["colours"], False))
    return torch.nn.Sequential(*layers)


def draw_lines(count, size):
    """Bright lines from the centre on dark ground, at random angles: [count, 1, size, size]."""
    images = torch.full((count, 1, size, size), -1.0)
    reach = torch.arange(size // 2 - 1)
    for image, angle in zip(images, torch.rand(count) * 2 * math.pi):
        rows = (size / 2 - reach * torch.sin(angle)).long().clamp(0, size - 1)
        columns = (size / 2 + reach * torch.cos(angle)).long().clamp(0, size - 1)
        image[0, rows, columns] = 1.0
    return images


def count(parameters):
    return sum(parameter.numel() for parameter in parameters)


class Training:
    def __init__(self, shape, layout):
        self.batch = shape["batch"]
        self.layout = layout
        self.images = draw_lines(1024, shape["size"]).expand(-1, shape["colours"], -1, -1)
        self.encode = encoder(shape, shape["depth"]).to(memory_format=layout)
        self.decode = decoder(shape).to(memory_format=layout)
        self.criticise = encoder(shape, shape["criticDepth"]).to(memory_format=layout)
        self.own = [*self.encode.parameters(), *self.decode.parameters()]
        self.critics = list(self.criticise.parameters())
        rate = shape["learningRate"]
        self.optimisers = [
            torch.optim.Adam(self.own, lr=rate, foreach=True),
            torch.optim.Adam(self.critics, lr=rate, foreach=True),
        ]

    def step(self):
        """Returns the autoencoder's and the critic's objective."""
        chosen = torch.randint(len(self.images), (self.batch,))
        x = self.images[chosen].contiguous(memory_format=self.layout)
        alpha = torch.rand(self.batch) / 2
        a = alpha.view(-1, 1, 1, 1)
        z = self.encode(x)
        reconstruction = self.decode(z)
        mix = self.decode(a * z + (1 - a) * z.flip(0))
        blend = GAMMA * x + (1 - GAMMA) * reconstruction.detach()
        on_mix = self.criticise(mix).mean(dim=(1, 2, 3))
        on_blend = self.criticise(blend).mean(dim=(1, 2, 3))
        objective = F.mse_loss(reconstruction, x) + LAMBDA * on_mix.square().mean()
        critics = (on_mix - alpha).square().mean() + on_blend.square().mean()
        gradients = [
            torch.autograd.grad(objective, self.own, retain_graph=True),
            torch.autograd.grad(critics, self.critics),
        ]
        for parameters, slopes in zip([self.own, self.critics], gradients):
            for parameter, slope in zip(parameters, slopes):
                parameter.grad = slope
        for optimiser in self.optimisers:
            optimiser.step()
        return objective.item(), critics.item()


def fastest_layout(shape):
    """The peer shows its best. Each layout's least of several turns, as the machine may be busy."""
    layouts = [torch.contiguous_format, torch.channels_last]
    trials = [(Training(shape, layout), []) for layout in layouts]
    for _ in range(5):
        for training, times in trials:
            began = time.perf_counter()
            training.step()
            times.append(time.perf_counter() - began)
    return layouts[min((0, 1), key=lambda i: min(trials[i][1]))]


def main():
    shape = json.loads(sys.argv[1])
    torch.manual_seed(1)
    torch.set_num_threads(shape["threads"])
    torch.set_flush_denormal(True)
    layout = fastest_layout(shape)
    training = Training(shape, layout)
    about = {
        "torch": torch.__version__,
        "layout": str(layout).removeprefix("torch."),
        "autoencoder": count(training.own),
        "critic": count(training.critics),
    }
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        steps = 0
        while steps == 0 or (time.perf_counter() - began) * 1000 < float(line):
            loss, critic_loss = training.step()
            steps += 1
        ms = (time.perf_counter() - began) * 1000
        print(json.dumps({"steps": steps, "ms": ms, "loss": loss}), flush=True)


main()
