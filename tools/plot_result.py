#!/usr/bin/python3
"""Draws the first pictures of a result file: CO2 by subsector and by scenario, new-energy vehicles,
mode share.

Needs the Debian packages python3-xarray, python3-h5netcdf and python3-matplotlib, and for Chinese
text fonts-noto-cjk. Example:

    tools/plot_result.py china.h5 -o pictures --lang zh
"""
import argparse
import os
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.font_manager
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

# Colours that people with colour-blindness tell apart (Okabe and Ito 2008, with shades).
BLUE, SKY, GREEN, YELLOW = "#0072B2", "#56B4E9", "#009E73", "#F0E442"
ORANGE, RED, PINK, GREY, INK = "#E69F00", "#D55E00", "#CC79A7", "#999999", "#222222"
SPARE_COLOURS = ["#882255", "#44AA99", YELLOW, "#AA4499", "#DDCC77", "#332288"] * 9
SUBSECTOR_COLOURS = {
    "cars": BLUE, "trucks": ORANGE, "aviation": RED, "shipping": GREEN, "taxi-bus-coach": SKY,
    "pipelines": PINK, "rail": INK, "motorcycles": "#882255",
}
SCENARIO_COLOURS = [GREY, BLUE, RED, GREEN, PINK, ORANGE, SKY, INK, "#882255", "#44AA99"]
# One hue per kind of travel: own feet and legs green, public blue, private orange, air grey.
MODE_COLOURS = {
    "walk": "#00694C", "bike": "#009E73", "e-bike": "#7FCDB5",
    "bus": "#003F5C", "metro": "#0072B2", "coach": "#4C9BCB", "rail": "#8CC3E3", "hsr": "#C6E2F2",
    "taxi": "#F3C567", "car": "#E69F00", "motorcycle": "#B35C00", "air": "#8C8C8C",
}
LONGEST_TITLE = 28  # Columns that fit above a panel.
LEFT = 0.75  # Left margin of every figure [inch].
SMALL = 0.02  # A subsector always below this share of the highest total joins the others.

# Words for the ids of the shipped packs: English, Chinese. Other ids are shown as they are.
WORDS = {
    "china": ("China", "中国"),
    "cars": ("Cars", "乘用车"), "taxi-bus-coach": ("Taxis, buses, coaches", "出租、公交与客运"),
    "motorcycles": ("Motorcycles, e-bikes", "摩托车与电动自行车"), "trucks": ("Trucks", "货车"),
    "special-low-speed": ("Special and low-speed", "专用车与低速车"),
    "lpg-vehicles": ("LPG vehicles", "液化石油气车"), "rail": ("Rail", "铁路"),
    "aviation": ("Domestic aviation", "国内航空"), "shipping": ("Domestic shipping", "内河与沿海航运"),
    "pipelines": ("Pipelines", "管道"), "other": ("Others", "其他"),
    "walk": ("Walking", "步行"), "bike": ("Bicycle", "自行车"), "e-bike": ("E-bike", "电动自行车"),
    "motorcycle": ("Motorcycle", "摩托车"), "bus": ("Bus", "公交"), "metro": ("Metro", "地铁"),
    "car": ("Car", "小汽车"), "taxi": ("Taxi", "出租车"), "coach": ("Coach", "长途客车"),
    "hsr": ("High-speed rail", "高铁"), "air": ("Air", "航空"),
}
TEXTS = {
    "en": {
        "co2": "CO₂ of transport by subsector, {region}",
        "co2_sub": "Areas: direct CO₂ (tank to wheel). Lines: totals of the three boundaries",
        "co2_axis": "Mt per year (CO₂; wtw: CO₂e)",
        "ttw": "ttw: direct", "ttw_grid": "ttw_grid: and power,\nhydrogen",
        "wtw": "wtw: and fuel supply,\nall gases (CO₂e)",
        "paths": "CO₂ of transport by scenario, {region}",
        "paths_sub": "Two boundaries: where fuel is burnt, and with electricity and hydrogen",
        "paths_ttw": "Direct, ttw (Mt CO₂ per year)",
        "paths_ttw_grid": "With electricity and hydrogen, ttw_grid (Mt CO₂ per year)",
        "nev": "New-energy vehicles among automobiles, {region}",
        "nev_sub": "Battery-electric, plug-in hybrid, fuel-cell. A share has no emission boundary",
        "sales": "Share of sales (%)", "stock": "Share of stock (%)",
        "mode": "How people travel, {region}",
        "mode_sub": "Labels: last panel in {last}. A share has no emission boundary",
        "trips": "Local trips (%)", "pkm": "Passenger-km (%)",
        "note": "A single run's peak year is not a finding: it moves with uncertain inputs.",
        "made": "Tanlu {version}, {file}",
    },
    "zh": {
        "co2": "交通运输二氧化碳排放（分领域），{region}",
        "co2_sub": "面积：直接排放（ttw）；线：三种核算边界的总量",
        "co2_axis": "百万吨/年（CO₂；wtw 为 CO₂e）",
        "ttw": "ttw：直接排放", "ttw_grid": "ttw_grid：\n含电力与制氢",
        "wtw": "wtw：含燃料上游，\n全部气体（CO₂e）",
        "paths": "各情景交通二氧化碳排放，{region}",
        "paths_sub": "两种核算边界：直接燃烧，以及包含电力与制氢",
        "paths_ttw": "直接排放，ttw（百万吨/年）",
        "paths_ttw_grid": "含电力与制氢，ttw_grid（百万吨/年）",
        "nev": "汽车中的新能源汽车占比，{region}",
        "nev_sub": "纯电动、插电混动与燃料电池；占比不涉及核算边界",
        "sales": "销量占比（%）", "stock": "保有量占比（%）",
        "mode": "居民出行方式结构，{region}",
        "mode_sub": "各方式占比；标注为最右图 {last} 年的数值；占比不涉及核算边界",
        "trips": "本地出行次数（%）", "pkm": "旅客周转量（%）",
        "note": "单次运行得到的达峰年份不是结论：它随不确定的输入而变动。",
        "made": "Tanlu {version}，{file}",
    },
}


class Problem(Exception):
    """What keeps a picture from being drawn, for the user."""


def open_result(path: str) -> xr.Dataset:
    if not os.path.exists(path):
        raise Problem(f"there is no file '{path}'")
    try:
        result = xr.open_dataset(path, engine="h5netcdf")
    except Exception as error:
        raise Problem(f"'{path}' cannot be opened as a result file ({error})") from error
    if result.attrs.get("tanlu_format") != "tanlu-result":
        raise Problem(f"'{path}' is no result of Tanlu (no attribute tanlu_format = tanlu-result)")
    version = str(result.attrs.get("format_version"))
    if version.split(".")[0] != "1":
        raise Problem(f"'{path}' has format version {version}; this script draws 1.x")
    return result


def need(result: xr.Dataset, *names: str) -> None:
    missing = [name for name in names if name not in result]
    if missing:
        raise Problem(f"the result has no variable {', '.join(missing)}")


def chosen(result: xr.Dataset, axis: str, wanted: list[str]) -> list[str]:
    there = [str(label) for label in result[axis].values]
    unknown = [label for label in wanted if label not in there]
    if unknown:
        raise Problem(f"no {axis} '{unknown[0]}' in the result (it has {', '.join(there)})")
    return wanted or there


class Painter:
    """Draws the figures of one region."""

    def __init__(self, result: xr.Dataset, region: str, scenarios: list[str], args) -> None:
        self.data = result.sel(region=region)
        self.scenarios = scenarios
        self.years = result["year"].values
        self.language = args.lang
        self.text = TEXTS[args.lang]
        self.region = self.word(region)
        self.made = self.text["made"].format(
            version=result.attrs.get("tanlu_version", ""), file=pathlib.Path(args.result).name
        )

    def word(self, name: str) -> str:
        english, chinese = WORDS.get(name, (name, name))
        return chinese if self.language == "zh" else english

    def name_of(self, scenario: str) -> str:
        """The scenario's title in the language asked for, or its id where that is too long."""
        key = f"title_zh_{scenario}" if self.language == "zh" else f"title_{scenario}"
        title = str(self.data.attrs.get(key) or scenario)
        columns = sum(2 if ord(letter) > 0x2E80 else 1 for letter in title)
        return title if columns <= LONGEST_TITLE else scenario

    def frame(self, figure, title: str, subtitle: str) -> None:
        """Title, subtitle and notes around the panels, at fixed distances in inches."""
        height = figure.get_figheight()
        left = LEFT / figure.get_figwidth()
        title = self.text[title].format(region=self.region)
        figure.text(left, 1 - 0.32 / height, title, fontsize=15, weight="bold", va="center")
        subtitle = self.text[subtitle].format(last=self.years[-1])
        figure.text(left, 1 - 0.62 / height, subtitle, color="#555555", va="center")
        figure.text(left, 0.18 / height, self.text["note"], color="#555555", fontsize=9)
        figure.text(0.99, 0.18 / height, self.made, color=GREY, fontsize=9, ha="right")

    def time_axis(self, panel) -> None:
        panel.set_xlim(self.years[0], self.years[-1])
        panel.set_xticks([y for y in self.years if y % 10 == 0])
        panel.spines[["top", "right"]].set_visible(False)
        panel.tick_params(length=3, color=GREY)

    def co2(self):
        need(self.data, "emissions", "co2_by_boundary")
        direct = self.data["emissions"].sel(boundary="ttw") / 1e9
        totals = self.data["co2_by_boundary"] / 1e9
        names = [str(name) for name in direct["subsector"].values]
        direct = direct.sel(scenario=self.scenarios)
        highest = float(direct.sum("subsector").max())
        small = [n for n in names if float(direct.sel(subsector=n).max()) < SMALL * highest]
        kept = [name for name in names if name not in small]
        colours = colours_of(kept, SUBSECTOR_COLOURS)
        # Thick at the bottom, where the eye compares best.
        kept.sort(key=lambda n: -float(direct.sel(subsector=n).mean()))

        columns = min(len(self.scenarios), 2)
        rows = -(-len(self.scenarios) // columns)
        size = (1.2 + 4.1 * columns + 2.5, 1.5 + 3.2 * rows)
        figure, panels = plt.subplots(rows, columns, figsize=size, sharey=True, squeeze=False)
        width, height = size
        figure.subplots_adjust(left=LEFT / width, right=1 - 2.55 / width, top=1 - 1.25 / height,
                               bottom=0.8 / height, wspace=0.1, hspace=0.35)
        for panel in panels.flat[len(self.scenarios):]:
            panel.set_visible(False)
        highest = float(totals.sel(scenario=self.scenarios).max())
        styles = {"ttw": ("-", 2.0), "ttw_grid": ("--", 1.8), "wtw": (":", 1.8)}
        for panel, scenario in zip(panels.flat, self.scenarios, strict=False):
            rows_of = direct.sel(scenario=scenario)
            layers = [rows_of.sel(subsector=n).values for n in kept]
            if small:
                layers.append(rows_of.sel(subsector=small).sum("subsector").values)
            panel.stackplot(self.years, layers, colors=[*(colours[n] for n in kept), GREY],
                            edgecolor="white", linewidth=0.5)
            for boundary, (style, line_width) in styles.items():
                line = totals.sel(scenario=scenario, boundary=boundary).values
                panel.plot(self.years, line, style, color=INK, linewidth=line_width)
            panel.set_title(self.name_of(scenario), loc="left", fontsize=11, weight="bold")
            panel.grid(axis="y", color="white", linewidth=0.6, alpha=0.7)
            self.time_axis(panel)
            panel.set_ylim(0, 1.05 * highest)
        for panel in panels[:, 0]:
            panel.set_ylabel(self.text["co2_axis"])

        top = [plt.Rectangle((0, 0), 1, 1, color=colours[n]) for n in reversed(kept)]
        labels = [self.word(n) for n in reversed(kept)]
        if small:
            top.insert(0, plt.Rectangle((0, 0), 1, 1, color=GREY))
            labels.insert(0, self.word("other"))
        lines = [plt.Line2D([], [], color=INK, linestyle=s, linewidth=w) for s, w in
                 reversed(styles.values())]
        figure.legend(lines + top, [self.text[b] for b in reversed(styles)] + labels,
                      loc="upper left", bbox_to_anchor=(1 - 2.3 / width, 1 - 1.2 / height),
                      frameon=False, handlelength=1.8, labelspacing=0.65)
        self.frame(figure, "co2", "co2_sub")
        return figure

    def paths(self):
        need(self.data, "co2_by_boundary")
        total = self.data["co2_by_boundary"].sel(scenario=self.scenarios) / 1e9
        boundaries = ["ttw", "ttw_grid"]
        highest = 1.05 * float(total.sel(boundary=boundaries).max())
        figure = self.lines([(total.sel(boundary=b), self.text[f"paths_{b}"]) for b in boundaries],
                            highest, "{:.0f} Mt")
        self.frame(figure, "paths", "paths_sub")
        return figure

    def nev(self):
        need(self.data, "nev_sales_share_auto", "nev_stock_share_auto")
        shares = {"nev_sales_share_auto": "sales", "nev_stock_share_auto": "stock"}
        figure = self.lines([(100 * self.data[name], self.text[title])
                             for name, title in shares.items()], 101, "{:.0f} %")
        self.frame(figure, "nev", "nev_sub")
        return figure

    def lines(self, parts, highest: float, form: str):
        """Panels side by side, a line for each scenario, named at the right end."""
        names = [self.name_of(scenario) for scenario in self.scenarios]
        wide = 0.17 if self.language == "zh" else 0.105
        margin = 0.9 + wide * max(len(name) for name in names)
        width, height = LEFT + 9.0 + margin, 4.6
        figure, panels = plt.subplots(1, 2, figsize=(width, height), sharey=True)
        figure.subplots_adjust(left=LEFT / width, right=1 - margin / width, top=1 - 1.25 / height,
                               bottom=0.75 / height, wspace=0.14)
        for panel, (values, title) in zip(panels, parts, strict=True):
            ends = []
            for scenario, colour in zip(self.scenarios, SCENARIO_COLOURS * 9, strict=False):
                line = values.sel(scenario=scenario).values
                panel.plot(self.years, line, color=colour, linewidth=2.2)
                ends.append((line[-1], self.name_of(scenario), colour))
            panel.set_title(title, loc="left", fontsize=11, weight="bold")
            panel.set_ylim(0, highest)
            panel.grid(axis="y", color="#E5E5E5", linewidth=0.8)
            self.time_axis(panel)
        label_ends(panels[1], self.years[-1], ends, highest, form)
        return figure

    def mode(self):
        need(self.data, "trip_share", "pkm_share")
        modes = [str(m) for m in self.data["passenger_mode"].values]
        order = [m for m in MODE_COLOURS if m in modes] + [m for m in modes
                                                           if m not in MODE_COLOURS]
        colours = colours_of(order, MODE_COLOURS)
        columns = len(self.scenarios)
        width, height = LEFT + max(2.85 * columns, 5.0) + 1.85, 7.0
        figure, panels = plt.subplots(2, columns, figsize=(width, height), sharey=True,
                                      sharex=True, squeeze=False)
        figure.subplots_adjust(left=LEFT / width, right=1 - 1.85 / width, top=1 - 1.25 / height,
                               bottom=0.75 / height, wspace=0.2, hspace=0.14)
        for row, (name, title) in enumerate({"trip_share": "trips", "pkm_share": "pkm"}.items()):
            for panel, scenario in zip(panels[row], self.scenarios, strict=True):
                share = 100 * self.data[name].sel(scenario=scenario)
                layers = [np.nan_to_num(share.sel(passenger_mode=m).values) for m in order]
                panel.stackplot(self.years, layers, colors=[colours[m] for m in order],
                                edgecolor="white", linewidth=0.6)
                panel.set_ylim(0, 100)
                self.time_axis(panel)
                if row == 0:
                    panel.set_title(self.name_of(scenario), loc="left", fontsize=11, weight="bold")
            panels[row, 0].set_ylabel(self.text[title])
            last = 100 * self.data[name].sel(scenario=self.scenarios[-1]).isel(year=-1)
            shares = {m: float(np.nan_to_num(last.sel(passenger_mode=m))) for m in order}
            label_layers(panels[row, -1], self.years[-1], shares, colours, self.word)
        self.frame(figure, "mode", "mode_sub")
        return figure


def colours_of(names: list[str], known: dict[str, str]) -> dict[str, str]:
    spare = iter([colour for colour in SPARE_COLOURS if colour not in known.values()])
    return {name: known.get(name) or next(spare) for name in names}


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Moves rising places apart by at least `gap`, each as little as that allows."""
    moved = list(places)
    for _ in range(200):
        for i in range(1, len(moved)):
            short = gap - (moved[i] - moved[i - 1])
            if short > 0:
                moved[i - 1] -= short / 2
                moved[i] += short / 2
        moved = [min(max(place, low), high) for place in moved]
    return moved


def label_ends(panel, year, ends, highest: float, form: str) -> None:
    """Names of lines at their right ends, apart from each other."""
    ends = sorted(end for end in ends if np.isfinite(end[0]))
    places = spread([end[0] for end in ends], 0.06 * highest, 0.0, highest)
    for place, (value, name, colour) in zip(places, ends, strict=True):
        panel.annotate(f"{form.format(value)}  {name}", (year, value), xytext=(10, place),
                       textcoords=("offset points", "data"), va="center",
                       color="#666666" if colour == GREY else colour,
                       annotation_clip=False, weight="bold")


def label_layers(panel, year, shares: dict[str, float], colours, word) -> None:
    """Names and shares beside the layers of the last panel, joined to them by thin lines."""
    names = [name for name, share in shares.items() if share > 0]
    tops = np.cumsum([shares[name] for name in names])
    middles = [top - shares[name] / 2 for top, name in zip(tops, names, strict=True)]
    places = spread(middles, 7.2, 1.5, 98.5)
    for name, middle, place in zip(names, middles, places, strict=True):
        panel.annotate(f"{word(name)}  {shares[name]:.0f}", (year, middle),
                       xytext=(24, place), textcoords=("offset points", "data"),
                       va="center", fontsize=9.5, annotation_clip=False,
                       arrowprops={"arrowstyle": "-", "color": colours[name], "linewidth": 1.4,
                                   "shrinkA": 1, "shrinkB": 0, "relpos": (0, 0.5)})


def prepare(language: str) -> None:
    plt.rcParams.update({"font.size": 10, "axes.edgecolor": "#666666", "svg.hashsalt": "tanlu",
                         "svg.fonttype": "none", "text.color": INK, "axes.labelcolor": INK})
    if language == "zh":
        fonts = [f.name for f in matplotlib.font_manager.fontManager.ttflist
                 if f.name.startswith("Noto Sans CJK")]
        if not fonts:
            raise Problem("Chinese text needs the Noto CJK font (Debian: fonts-noto-cjk)")
        plt.rcParams["font.family"] = [sorted(fonts)[-1], "DejaVu Sans"]
        plt.rcParams["axes.unicode_minus"] = False


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("result", help="result file, as tanlu run writes it")
    parser.add_argument("-o", "--output", default=".", help="folder for the pictures (default: .)")
    parser.add_argument("--lang", choices=sorted(TEXTS), default="en", help="language of the text")
    parser.add_argument("--format", choices=["png", "svg"], default="png")
    parser.add_argument("--scenario", action="append", default=[], metavar="ID",
                        help="only this scenario; may be given several times")
    parser.add_argument("--region", action="append", default=[], metavar="ID",
                        help="only this region; may be given several times")
    return parser.parse_args()


def draw(args: argparse.Namespace) -> None:
    prepare(args.lang)
    result = open_result(args.result)
    need(result, "scenario", "region", "year")
    scenarios = chosen(result, "scenario", args.scenario)
    regions = chosen(result, "region", args.region)
    folder = pathlib.Path(args.output)
    folder.mkdir(parents=True, exist_ok=True)
    for region in regions:
        painter = Painter(result, region, scenarios, args)
        for name in ("co2", "paths", "nev", "mode"):
            figure = getattr(painter, name)()
            place = f"_{region}" if len(regions) > 1 else ""
            path = folder / f"{pathlib.Path(args.result).stem}{place}_{name}.{args.format}"
            dateless = {"Date": None} if args.format == "svg" else {"Software": None}
            figure.savefig(path, dpi=150, metadata=dateless, facecolor="white")
            plt.close(figure)
            print(path)


def main() -> None:
    try:
        draw(arguments())
    except (Problem, OSError) as problem:
        sys.exit(f"plot_result.py: error: {problem}")


main()
