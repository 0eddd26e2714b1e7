"""Landscapes as heights over a square grid from -1 to 1: each function draws one of its class."""

import math

import numpy as np

SIDE = 64
X, Y = np.meshgrid(np.linspace(-1, 1, SIDE), np.linspace(-1, 1, SIDE))
GRID_FACES = [
    (row * SIDE + at, (row + 1) * SIDE + at, (row + 1) * SIDE + at + 1, row * SIDE + at + 1)
    for row in range(SIDE - 1)
    for at in range(SIDE - 1)
]


def field_points(heights):
    """y up."""
    return np.stack([X.ravel(), heights.ravel(), Y.ravel()], axis=1)


def noise(random, falloff):
    """Noise of deviation 1 whose power falls with the frequency to `falloff`: 2 is rough, 5 is smooth."""
    steps = np.fft.fftfreq(SIDE)
    frequency = np.hypot(*np.meshgrid(steps, steps))
    frequency[0, 0] = 1
    waves = random.normal(size=(SIDE, SIDE)) + 1j * random.normal(size=(SIDE, SIDE))
    waves *= frequency ** (-falloff / 2)
    waves[0, 0] = 0
    heights = np.fft.ifft2(waves).real
    return heights / heights.std()


def slanted(random):
    """Coordinates along a random direction, and across it."""
    angle = random.uniform(0, math.pi)
    along = X * math.cos(angle) + Y * math.sin(angle)
    return along, Y * math.cos(angle) - X * math.sin(angle)


def hills(random):
    return 0.12 * noise(random, random.uniform(4.5, 5.5))


def mountains(random):
    return -0.2 * abs(noise(random, random.uniform(3.2, 3.8)))


def craters(random):
    heights = 0.02 * noise(random, 3)
    for _ in range(random.integers(5, 13)):
        x, y, radius = random.uniform(-0.9, 0.9), random.uniform(-0.9, 0.9), random.uniform(0.1, 0.3)
        distance = np.hypot(X - x, Y - y) / radius
        bowl = 0.5 * np.where(distance < 1, distance**2 - 1, 0)
        heights += radius * (bowl + 0.25 * np.exp(-(((distance - 1) / 0.2) ** 2)))
    return heights


def dunes(random):
    along, _ = slanted(random)
    phase = along * random.uniform(12, 22) + 0.6 * noise(random, 5)
    return 0.12 * (1 - abs(np.sin(phase / 2))) + 0.02 * noise(random, 5)


def terraces(random):
    steps = random.integers(3, 6)
    return 0.24 * np.floor(noise(random, 5) * steps / 2) / steps


def canyon(random):
    along, across = slanted(random)
    bed = along + 0.15 * np.sin(across * random.uniform(2, 5) + random.uniform(0, 2 * math.pi))
    return 0.03 * noise(random, 3.5) - 0.45 * np.exp(-((bed / random.uniform(0.1, 0.2)) ** 4))


def island(random):
    distance = np.hypot(X, Y * random.uniform(0.8, 1.25))
    return 0.5 * np.exp(-((distance / 0.5) ** 2)) * (1 + 0.3 * noise(random, 4)) + 0.01 * noise(random, 3)


def volcano(random):
    distance = np.hypot(X - random.uniform(-0.2, 0.2), Y - random.uniform(-0.2, 0.2))
    crater = random.uniform(0.12, 0.2)
    cone = np.maximum(0, 0.8 - distance) * random.uniform(0.7, 1)
    return cone * np.where(distance < crater, 0.6 * distance / crater + 0.4, 1) + 0.02 * noise(random, 3)


def plateau(random):
    edge = noise(random, 4.5) - random.uniform(0.2, 0.6)
    return 0.35 / (1 + np.exp(-12 * edge)) + 0.01 * noise(random, 3)


def valley(random):
    along, _ = slanted(random)
    return 0.4 * along**2 + 0.05 * noise(random, 4)


def archipelago(random):
    return np.maximum(0.25 * noise(random, 4) - random.uniform(0.1, 0.25), 0)


def rough(random):
    return 0.07 * noise(random, random.uniform(1.6, 2.2))


FIELDS = {
    drawn.__name__: drawn
    for drawn in (
        hills,
        mountains,
        craters,
        dunes,
        terraces,
        canyon,
        island,
        volcano,
        plateau,
        valley,
        archipelago,
        rough,
    )
}
