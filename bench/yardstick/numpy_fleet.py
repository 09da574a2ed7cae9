"""Workload W (README.md of this folder) in numpy, vectorised over samples, the last axis.

Prints one line of JSON: samples, seconds and what was computed. Results are written and compared
as raw float64, N x 32 x 41.
"""
import argparse
import json
import sys
import time

import fleet_spec as c
import numpy as np

A, T, V, K = c.A, c.T, c.V, c.K
CAR, BUS_MODE, CAR_MODE = 0, 3, 5
_J = np.arange(c.NV) - 40.
_GAP_RAMP = np.clip((_J + 13) / 14, 0, 1)
_MONEY0 = c.FARE[:, None] + c.FAREKM[:, None] * c.DB
_MONEY0[CAR_MODE] = c.OPC0 / c.OCC * c.DB
_MINUTES_PER_KM = 60 / c.SPEED


class Sample:
    """What is computed once per sample; arrays end with the axis of samples."""

    def __init__(self, p: np.ndarray):
        self.p, self.size = p, p.shape[1]
        is_car = np.arange(V)[:, None] == CAR
        lam = c.LAM[:, None] * np.where(is_car, p[5], p[6])
        kap = c.KAP[:, None] * p[7]
        hazard = np.exp(kap[:, None] * (c.LNAGE[None, :, None] - np.log(lam)[:, None]))
        surv = np.exp(-np.minimum(hazard, 600.))
        surv[:, 0] = 1.
        mile = surv / (1 + np.arange(A)[None, :, None] / p[38])
        self.surv, self.mile = surv[:, ::-1].copy(), mile[:, ::-1].copy()  # index 40 - age
        gap = 1.14 + (p[14] - .14) * _GAP_RAMP[:, None]
        self.vintage = np.stack([np.exp(np.log(1 - p[15 + g]) * _J[:, None]) * gap for g in (0, 1)])
        self.sales = np.empty((V, c.NV, K, self.size))
        hist = c.HIST[:, ::-1]
        scale = c.N0[:, None] / np.einsum("va,vas->vs", hist, self.surv)
        start = hist[:, :, None, None] * c.SH0[:, None, :, None]
        self.sales[:, :A] = start * scale[:, None, None, :]
        q = np.exp(c.HLIFE[:, None] * np.log(1 + p[36]))
        self.capital = p[36] * q / (q - 1) / c.VKT[:, None]
        self.learn = np.log(1 - p[8]) / np.log(2.)
        self.bat0, self.batf = c.BAT0 * p[9], c.BATF * p[11]
        # What one year hands to the next.
        self.X, self.opc = np.full(self.size, c.X0), np.full(self.size, c.OPC0)


class Drivers:
    """Income, people, ownership, factors and prices of a year."""

    def __init__(self, p: np.ndarray, t: int, first: "Drivers | None"):
        ramp = c.RAMP[t]
        self.lny = p[0] * c.LNY[t]
        self.y = 17 * np.exp(self.lny)
        self.pop = c.POP[t] * (1 + (p[1] - 1) * ramp)
        self.own = p[2] * np.exp(-8.6 * p[3] * np.exp(-.137 * p[4] * self.y))
        self.first = first or self
        self.lnY = self.lny + np.log(self.pop / self.first.pop)
        co2_price = p[21] * (ramp / 1000)
        grid = c.EG0 * (1 - ramp) * (1 + (p[22] - 1) * min(t / 10, 1))
        self.eg = grid + p[23] * (c.EG0 * ramp)
        self.hg = c.HG0 * (1 - ramp)
        self.price = np.empty((c.F, p.shape[1]))
        for f in range(3):
            self.price[f] = c.PF0[f] * (1 + .01 * t) * p[18] + co2_price * c.EF[f]
        self.price[3] = c.PF0[3] * p[19] + co2_price * self.eg
        self.price[4] = c.PF0[4] * c.HDEC[t] * p[20] + co2_price * self.hg


def passenger_km(s: Sample, d: Drivers, t: int) -> np.ndarray:
    """pkm by mode, from the choice in each distance band."""
    p, ramp, first = s.p, c.RAMP[t], d.first
    vot, vot0 = p[26] * .035 * d.y, p[26] * .035 * first.y
    km = c.DB[:, None] * np.exp(np.log(1 + p[39]) * t)
    dasc = np.zeros((c.M, 1, s.size))
    dasc[1, 0] = p[30] * ramp
    dasc[4, 0] = np.log(1 + p[32] * ramp)
    dasc[CAR_MODE, 0] = p[28] * np.log(d.own / first.own)
    money = (c.FARE[:, None, None] + c.FAREKM[:, None, None] * km) * (d.y / first.y)
    money[CAR_MODE] = s.opc / c.OCC * km + p[33] * ramp
    dgc = _MINUTES_PER_KM[:, None, None] * (km - c.DB[:, None])
    dgc = dgc + (money / vot - _MONEY0[:, :, None] / vot0)
    dgc[BUS_MODE] -= c.BUSWAIT * p[31] * ramp
    e = c.P0[:, :, None] * np.exp(dasc - c.LAMBDA0 * p[27] * dgc)
    total = e.sum(0)
    trips = d.pop * (c.TRIPS * (1 - p[34] * ramp)) * c.WB[:, None]
    trips = trips * np.exp(.2 * p[24] * d.lny + p[29] * np.log(total))
    return np.einsum("mbs,bs->ms", e, trips * km / total)


def target_stock(s: Sample, d: Drivers, pkm: np.ndarray) -> np.ndarray:
    p, first = s.p, d.first
    target = np.empty((V, s.size))
    target[CAR] = c.N0[CAR] * (d.own * d.pop) / (first.own * first.pop)
    for v, m in ((1, 6), (2, BUS_MODE), (4, 7), (5, 2)):
        target[v] = c.N0[v] / c.PKM0[m] * pkm[m]
    target[3] = c.N0[3] * np.exp(.4 * p[24] * d.lny) * d.pop / first.pop
    target[6:] = c.N0[6:, None] * np.exp(c.FEPS[6:, None] * p[25] * d.lnY)
    return target


def powertrain_shares(s: Sample, d: Drivers, t: int, battery: np.ndarray) -> np.ndarray:
    p, j, uf, price = s.p, t + 40, s.p[17], d.price
    asc, infra = np.exp(-np.log(2.) * t / p[13]), np.exp(-p[37] * t)
    sub = p[35] * c.SUBDEC[t]
    fuel = np.empty((V, K, s.size))
    for k in range(K):
        if k == c.PHEV:
            petrol, power = (1 - uf) * price[0], uf * price[3]
            fuel[:, k] = c.PHEV_P[:, None] * petrol + c.PHEV_E[:, None] * power
        else:
            fuel[:, k] = c.E0[:, k, None] * price[c.CARRIER[k]]
    fuel[:, :5] *= s.vintage[0, j]
    fuel[:, 5:] *= s.vintage[1, j]
    purchase = c.BASEP[:, None, None] * c.PREL[:, None] + c.BATKWH[:, :, None] * battery
    purchase = purchase - (c.BASEP[:, None] * c.SUB)[:, :, None] * sub
    cost = s.capital[:, None] * purchase + c.OMK[:, None, None] + fuel
    cost = cost + c.INCV[:, :, None] * infra
    utility = c.ASC0[:, :, None] * asc - c.THETA[:, None, None] * p[12] * cost
    weight = np.exp(utility - utility.max(1, keepdims=True))
    return weight / weight.sum(1, keepdims=True)


def energy_use(s: Sample, t: int, vkm: np.ndarray, window: np.ndarray) -> np.ndarray:
    """Energy by carrier and class: kilometres spread over the cohorts times use per kilometre."""
    uf = s.p[17]
    use = np.einsum("vaks,vas->vs", window, s.mile)
    z = np.empty((V, K, s.size))
    for g, rows in ((0, slice(0, 5)), (1, slice(5, K))):
        per_cohort = s.mile * s.vintage[g, t:t + A]
        z[:, rows] = np.einsum("vaks,vas->vks", window[:, :, rows], per_cohort)
    z *= (vkm / use)[:, None]
    energy = np.zeros((c.F, V, s.size))
    for k in range(K):
        if k == c.PHEV:
            energy[0] += z[:, k] * c.PHEV_P[:, None] * (1 - uf)
            energy[3] += z[:, k] * c.PHEV_E[:, None] * uf
        else:
            energy[c.CARRIER[k]] += z[:, k] * c.E0[:, k, None]
    return energy


def model(p: np.ndarray) -> np.ndarray:
    """p: (40, S), inputs in their own units. Returns (32, 41, S), the series of fleet_spec."""
    s = Sample(p)
    out = np.empty((c.NOUT, T, s.size))
    first = None
    for t in range(T):
        d = Drivers(p, t, first)
        first = d.first
        pkm = passenger_km(s, d, t)
        target = target_stock(s, d, pkm)
        battery = s.batf + (s.bat0 - s.batf) * np.exp(s.learn * np.log(s.X / c.X0))
        if t > 0:
            share = powertrain_shares(s, d, t, battery)
            left = np.einsum("vaks,vas->vs", s.sales[:, t:t + A - 1], s.surv[:, :A - 1])
            s.sales[:, t + 40] = np.maximum(target - left, 0)[:, None] * share
            nev_sales = share[CAR, 4:].sum(0)
            s.X = s.X + c.ROW[t] * p[10]
            s.X += np.einsum("vks,vk->s", s.sales[:, t + 40], c.BATKWH * 1e-6)
        else:
            nev_sales = np.full(s.size, c.SH0[CAR, 4:].sum())
        window = s.sales[:, t:t + A]
        n = np.einsum("vaks,vas->vks", window, s.surv)
        vkm = c.VKT[:, None] * target
        vkm[CAR] = c.VKT[CAR] * c.N0[CAR] / c.PKM0[CAR_MODE] * pkm[CAR_MODE]
        by_class = energy_use(s, t, vkm, window)
        s.opc = (by_class[:, CAR] * d.price).sum(0) / vkm[CAR]

        energy, stock = by_class.sum(1), n.sum(1)
        ttw, grid = (energy * c.EF[:, None]).sum(0), energy[3] * d.eg + energy[4] * d.hg
        out[0:5, t] = energy
        out[5, t], out[6, t], out[7, t], out[8, t] = energy.sum(0), ttw, grid, ttw + grid
        out[9, t] = out[8, t] / d.pop
        out[10:20, t], out[20:28, t] = stock, pkm
        out[28, t], out[29, t] = nev_sales, n[CAR, 4:].sum(0) / stock[CAR]
        out[30, t], out[31, t] = battery, vkm[CAR] / stock[CAR]
    return out


def run(u: np.ndarray, chunk: int) -> np.ndarray:
    """u: (N, 40) in [0, 1]. Returns (N, 32, 41)."""
    cube = np.empty((len(u), c.NOUT, T))
    for i in range(0, len(u), chunk):
        p = c.LO[:, None] + (c.HI - c.LO)[:, None] * u[i:i + chunk].T.copy()
        cube[i:i + chunk] = model(p).transpose(2, 0, 1)
    return cube


def largest_difference(cube: np.ndarray, reference: np.ndarray) -> tuple[float, str]:
    """Largest relative difference and where it is."""
    relative = np.abs(cube - reference) / np.maximum(np.abs(reference), 1e-300)
    if not np.isfinite(relative).all():
        return float("inf"), "not finite"
    i, series, t = np.unravel_index(relative.argmax(), relative.shape)
    return float(relative.max()), f"sample {i}, {c.SERIES[series]}, {2020 + t}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("samples", type=int)
    parser.add_argument("--chunk", type=int, default=512, help="samples at a time (default: 512)")
    parser.add_argument("--u", help="inputs, raw float64 N x 40, instead of drawn ones")
    parser.add_argument("--check", nargs="+", default=[], help="results of other programs")
    parser.add_argument("--tolerance", type=float, default=1e-13, help="relative; default: 1e-13")
    options = parser.parse_args()
    n = options.samples
    u = np.fromfile(options.u).reshape(-1, c.D)[:n] if options.u else c.inputs(n)
    if len(u) != n:
        sys.exit(f"error: {options.u} holds {len(u)} samples ({n} are asked for)")

    wall, cpu = time.perf_counter(), time.process_time()
    cube = run(u, options.chunk)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({
        "program": "numpy", "samples": n, "threads": 1, "cells": n * V * K * A * T,
        "wall_s": wall, "cpu_s": cpu, "mean_cumulative_kg": cube[:, 8].sum() / n}))

    for name in options.check:
        reference = np.fromfile(name)
        if reference.size < cube.size:
            sys.exit(f"error: {name} holds {reference.size} numbers ({cube.size} are expected)")
        reference = reference[:cube.size].reshape(cube.shape)
        difference, place = largest_difference(cube, reference)
        print(f"{name}: differs by {difference:.2e} at most ({place})", file=sys.stderr)
        if not difference <= options.tolerance:
            sys.exit(f"error: more than {options.tolerance:g}")


if __name__ == "__main__":
    main()
