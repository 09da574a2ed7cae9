#!/usr/bin/env python3
"""Prints the coefficients of exp and log in src/lanes/vector.hpp (needs mpmath).

Both are polynomials of least greatest error, found by the Remez exchange in 220-bit arithmetic:
  q(r) near (e^r - 1 - r) / r^2, in the error of e^r, for |r| <= ln 2 / 2
  p(z) near (2 atanh(s) - 2 s) / s^3, z = s^2, in the error of z p(z), 1 + f in [1/sqrt 2, sqrt 2]
"""
from mpmath import atanh, cos, exp, log, lu_solve, matrix, mp, mpf, pi, sqrt

GRID = 4000
ROUNDS = 30
OFF_CENTRE = mpf("0.03")  # keeps the first points off 0, where the weight of q is 0


def remez(function, weight, low, high, degree):
    """Coefficients, lowest first, and the largest weighted error."""
    count = degree + 2
    angle = [pi * (2 * i + 1) / (2 * count) + OFF_CENTRE for i in range(count)]
    points = sorted((low + high) / 2 + (high - low) / 2 * cos(a) for a in angle)
    grid = [low + (high - low) * mpf(i) / GRID for i in range(GRID + 1)]
    for _ in range(ROUNDS):
        system, right = matrix(count, count), matrix(count, 1)
        for i, x in enumerate(points):
            for j in range(degree + 1):
                system[i, j] = x**j
            system[i, degree + 1] = mpf(-1) ** i / weight(x)
            right[i] = function(x)
        solution = lu_solve(system, right)
        error = [weight(x) * (function(x) - sum(solution[j] * x**j for j in range(degree + 1)))
                 for x in grid]
        runs, start = [], 0
        for i in range(1, GRID + 1):
            if (error[i] > 0) != (error[i - 1] > 0):
                runs.append((start, i))
                start = i
        runs.append((start, GRID + 1))
        extremes = [grid[max(range(a, b), key=lambda k: abs(error[k]))] for a, b in runs]
        if len(extremes) != count:
            break
        step = max(abs(a - b) for a, b in zip(extremes, points))
        points = extremes
        if step < (high - low) / 4000:
            break
    return [solution[j] for j in range(degree + 1)], max(abs(e) for e in error)


def exp_rest(r):
    return mpf(1) / 2 + r / 6 if abs(r) < mpf("1e-12") else (exp(r) - 1 - r) / r**2


def log_rest(z):
    s = sqrt(z)
    return (2 * atanh(s) - 2 * s) / s**3


def show(name, result):
    coefficients, error = result
    print(f"{name}: largest error 2^{float(log(error, 2)):.1f}")
    for c in coefficients:
        print("   ", float(c).hex())


def main():
    mp.prec = 220
    half = log(mpf(2)) / 2 * mpf("1.0001")
    show("exp", remez(exp_rest, lambda r: r * r / exp(r), -half, half, 9))
    edge = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf("1.0005")
    show("log", remez(log_rest, lambda z: z, mpf("1e-9"), edge, 6))


if __name__ == "__main__":
    main()
