"""Constants of workload W (README.md of this folder): plausible, uncalibrated, given by formula.

Nothing here describes China: the numbers only make the amount of work that of a national model.
  fleet_spec.py --cpp FILE            writes the tables as a C++ header
  fleet_spec.py --u FILE N [SEED]     writes N x 40 uniform inputs as raw float64
"""
import sys

import numpy as np

# Sizes: classes, powertrains, ages, years, modes, distance bands, inputs, carriers, output series.
V, K, A, T, M, B, D, F, NOUT = 10, 7, 41, 41, 8, 9, 40, 5, 32
NV = A + T - 1  # vintages: index j is year 2020 + (j - 40), j = 0..80

CLASSES = "car taxi bus coach motorcycle e2w van ldt mdt hdt".split()
MODES = "walk bike ebike bus metro car taxi motorcycle".split()
SERIES = (
    "energy_petrol energy_diesel energy_gas energy_electricity energy_hydrogen energy_total "
    "co2_ttw co2_grid co2_total co2_per_capita"
).split()
SERIES += [f"stock_{name}" for name in CLASSES] + [f"pkm_{name}" for name in MODES]
SERIES += "nev_sales_share_car nev_stock_share_car battery_price car_km_per_vehicle".split()

# Range of each uncertain input: p = LO + (HI - LO) u.
RANGE = np.array([
    (.85, 1.15), (.95, 1.05), (.30, .55), (.9, 1.1), (.9, 1.1), (.9, 1.2), (.9, 1.1), (.9, 1.1),
    (.155, .24), (.9, 1.1), (.7, 1.3), (.7, 1.3), (.67, 1.5), (3., 10.), (.20, .45), (.005, .02),
    (.003, .012), (.4, .8), (.7, 1.4), (.8, 1.25), (.6, 1.4), (0., 1000.), (.8, 1.2), (0., .2),
    (.5, 1.5), (.5, 1.5), (.3, .8), (.7, 1.4), (.5, 1.2), (0., .6), (0., .5), (0., .5), (0., 1.),
    (0., 10.), (0., .1), (0., 1.5), (.05, .2), (.05, .3), (10., 30.), (0., .01)])
LO, HI = RANGE[:, 0].copy(), RANGE[:, 1].copy()

# --- drivers, by year ----------------------------------------------------------------------------
_T = np.arange(T)
POP = 1.411e9 * np.exp(-1e-4 * _T * _T)
LNY = 1.5 * (1 - np.exp(-_T / 30.))
ROW = 300. * np.exp(.05 * _T)
SUBDEC = np.exp(-_T / 4.)
HDEC = np.exp(-.02 * _T)
RAMP = _T / 40.

# --- vehicle classes -----------------------------------------------------------------------------
N0 = np.array([2.4e8, 1.4e6, 7e5, 6e5, 7e7, 3e8, 1.2e7, 1.4e7, 1e6, 8.5e6])
LAM = np.array([14.46, 6., 9., 11.53, 11., 6., 10., 8.02, 10.09, 12.8])
KAP = np.array([4.79, 6., 6., 5.08, 4., 4., 5.33, 5.58, 5.58, 5.58])
GROW = np.array([.08, .02, .03, .0, -.02, .06, .05, .05, .0, .04])  # growth of past sales
VKT = np.array([13000., 90000., 55000., 60000., 5000., 3000., 20000., 25000., 35000., 60000.])
HLIFE = np.array([12., 6., 10., 10., 8., 6., 10., 8., 10., 10.])
THETA = np.array([3., 2.5, .8, .8, 8., 12., 3., 2., 1.2, .9])  # km / CNY
BASEP = np.array([9e4, 9e4, 5e5, 4.5e5, 6e3, 2.5e3, 7e4, 1.1e5, 1.8e5, 3.3e5])
OMK = np.array([.25, .20, .8, .7, .08, .05, .3, .4, .6, .8])  # CNY / km
FEPS = np.array([0, 0, 0, 0, 0, 0, .9, .7, .4, .8])
KWH = np.array([55., 55., 250., 280., 4., 1., 45., 90., 150., 300.])  # BEV battery
E0V = np.array([2.4, 2.4, 10., 9., .7, .3, 2.8, 4.5, 7.5, 11.5])  # MJ / km, conventional vehicle

# --- powertrains: petrol diesel gas HEV PHEV BEV FCEV --------------------------------------------
FAM = np.array([0, 0, 0, 0, 0, 1, 1])
PREL = np.array([1., 1.06, 1.08, 1.13, 1.10, .95, 1.9])  # price without battery, relative
BREL = np.array([0., 0., 0., .03, .3, 1., .05])  # battery size, relative
SUB = np.array([0., 0., 0., 0., .06, .10, .25])  # subsidy at t = 0, share of base price
INC = np.array([0., 0., 0., 0., .04, .35, .9])  # CNY / km relative to E0V/2.4, at t = 0
EREL = np.array([1., .9, 1.05, .68, 1., .30, .50])
SH0 = np.array([
    [.915, .005, .015, .015, .015, .0349, .0001], [.45, .005, .40, .02, .025, .0999, .0001],
    [.01, .29, .20, .05, .05, .398, .002], [.02, .85, .10, .005, .005, .0199, .0001],
    [.94, .0005, .0005, .0005, .0005, .0579, .0001],
    [.004, .0005, .0004, .0005, .0005, .994, .0001],
    [.60, .30, .04, .005, .005, .0499, .0001], [.12, .84, .02, .002, .003, .0149, .0001],
    [.01, .95, .025, .002, .002, .0105, .0005], [.005, .91, .08, .001, .001, .002, .001]])
SH0 = SH0 / SH0.sum(1, keepdims=True)
CARRIER = [0, 1, 2, 0, -1, 3, 4]  # -1: PHEV, petrol and electricity
PHEV = 4
E0 = E0V[:, None] * EREL[None, :]  # its PHEV column is not used: see the next line
PHEV_P, PHEV_E = .70 * E0V, .31 * E0V
PF0 = np.array([.20, .18, .09, .16, .40])  # CNY / MJ
EF = np.array([.0693, .0741, .0561, 0., 0.])  # kg / MJ
EG0, HG0 = .149, .11  # grid, hydrogen: kg / MJ in 2020
BAT0, BATF, X0 = 900., 350., 500.
BATKWH = KWH[:, None] * BREL[None, :]
INCV = (E0V / 2.4)[:, None] * INC[None, :]


def choice_constants() -> np.ndarray:
    """Constants that give SH0 at t = 1: central inputs, learned price BAT0, PHEV half electric."""
    recovery = .1 * 1.1**HLIFE / (1.1**HLIFE - 1)
    price = BASEP[:, None] * PREL + BATKWH * BAT0 - BASEP[:, None] * SUB
    fuel = np.zeros((V, K))
    for k in range(K):
        if k == PHEV:
            fuel[:, k] = .5 * PHEV_P * PF0[0] + .5 * PHEV_E * PF0[3]
        else:
            fuel[:, k] = E0[:, k] * PF0[CARRIER[k]]
    cost = recovery[:, None] * price / VKT[:, None] + OMK[:, None] + fuel * 1.37
    cost = cost + INC * (E0V / 2.4)[:, None]
    constants = np.log(SH0) + THETA[:, None] * cost
    return constants - constants[:, :1]


ASC0 = choice_constants()

# --- modes and distance bands --------------------------------------------------------------------
DB = np.array([.55, 1.5, 2.5, 4., 6.4, 9.8, 15.4, 27., 55.])  # mean distance, km
WB = np.array([.085912, .096434, .092176, .161824, .184573, .159692, .148138, .067274, .003977])
SPEED = np.array([4.8, 12., 18., 16., 33., 26., 26., 28.])
FARE = np.array([0., 0., 0., 2., 3., 0., 10., 0.])
FAREKM = np.array([0., 0., .05, .03, .15, 0., 2.2, .25])
_C0 = np.array([3.2, 1.2, 1.0, .3, -1.2, -.3, -1.6, -1.8])
_CL = np.array([.0, .6, .9, 1.1, 1.5, 1.3, 1.1, .9])
_CD = np.array([1.0, .35, .2, .05, .03, .025, .05, .07])
_W = np.exp(_C0[:, None] + _CL[:, None] * np.log(DB) - _CD[:, None] * DB)
P0 = _W / _W.sum(0)  # P0[m][b]
BUSWAIT = 8.
TRIPS = 365 * 2.6
PKM0 = POP[0] * TRIPS * (P0 * (WB * DB)).sum(1)
OPC0 = .45
LAMBDA0, OCC = .04, 1.4
LNAGE = np.concatenate([[0.], np.log(np.arange(1., A))])
HIST = np.exp(-GROW[:, None] * np.arange(A))  # relative sales a years before 2020

_SIZES = "V K A T M B D F NOUT NV PHEV".split()
_NUMBERS = "BUSWAIT TRIPS OPC0 LAMBDA0 OCC EG0 HG0 BAT0 BATF X0".split()
_INTEGERS = "FAM CARRIER".split()
_TABLES = (
    "LO HI POP LNY ROW SUBDEC HDEC RAMP N0 LAM KAP VKT HLIFE THETA BASEP OMK FEPS PREL SUB SH0 E0 "
    "PHEV_P PHEV_E PF0 EF BATKWH ASC0 INCV DB WB SPEED FARE FAREKM P0 PKM0 LNAGE HIST"
).split()


def inputs(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((n, D))


def cpp_header() -> str:
    def initialiser(name: str, kind: type) -> str:
        array = np.asarray(globals()[name], kind)
        shape = "".join(f"[{size}]" for size in array.shape)
        return f"{name}{shape} = {{{','.join(repr(kind(x)) for x in array.ravel())}}};"

    lines = ["// Generated by fleet_spec.py.", "#pragma once", "namespace spec {"]
    lines += [f"inline constexpr int {name} = {globals()[name]};" for name in _SIZES]
    lines += [f"inline constexpr double {name} = {float(globals()[name])!r};" for name in _NUMBERS]
    lines += [f"inline constexpr int {initialiser(name, int)}" for name in _INTEGERS]
    lines += [f"inline constexpr double {initialiser(name, float)}" for name in _TABLES]
    return "\n".join([*lines, "}  // namespace spec", ""])


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--cpp":
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(cpp_header())
    elif len(sys.argv) in (4, 5) and sys.argv[1] == "--u":
        seed = int(sys.argv[4]) if len(sys.argv) == 5 else 1
        inputs(int(sys.argv[3]), seed).tofile(sys.argv[2])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
