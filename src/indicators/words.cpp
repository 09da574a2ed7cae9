#include "indicators/words.hpp"

#include <algorithm>

namespace tanlu::indicators {
namespace {

struct Entry {
    std::string_view key;
    std::string_view en;  ///< Empty: the key with blanks for underscores.
    std::string_view zh;
};

constexpr Entry kWords[] = {
    // headings
    {"indicator", "Indicator", "指标"},
    {"boundary", "Boundary", "核算边界"},
    {"unit", "Unit", "单位"},
    {"value", "Value", "数值"},
    {"target", "Target", "目标"},
    {"distance", "Distance", "差距"},
    {"verdict", "Verdict", "判定"},
    {"definition", "Definition", "定义状态"},
    {"scenario", "Scenario", "情景"},
    {"region", "Region", "地区"},
    {"low_confidence", "low confidence: many numbers are not its own",
     "可信度低：许多数据并非本地数据"},
    {"not_derivable_rows",
     "Not derivable from this result, and what is missing:", "本结果无法得出的指标及所缺输入："},
    {"target_rows", "Targets and benchmarks:", "目标与参考值："},
    {"switch_rows", "Conventions in force:", "采用的口径："},
    {"stand_in_rows", "Stand-ins, without a verdict:", "以下为替代值，不作判定："},
    {"undefined_rows", "Undefined values:", "无定义的数值："},
    {"own_system", "defined by {}, not an official list", "{} 自定指标，非官方体系"},
    {"official_system", "published by {}; the last column says which definitions were read there",
     "由 {} 发布；末列说明各指标定义是否见于原文"},
    {"legend",
     "Definition: source = read in the source; operationalised = name read, computation set by "
     "Tanlu;\nproposed = by Tanlu; unverified = not checked, never official.",
     "定义状态：原文 = 定义见于原文；名称见原文，算法自定；自行提出 = Tanlu 提出；\n"
     "未核实 = 未经核对，非官方。"},
    {"window", "Peaks are looked for from {} to {}; no earlier history is seen.",
     "峰值搜索区间为 {}–{} 年，不含更早的历史数据。"},
    {"gases", "ttw and ttw_grid count CO2, wtw counts CO2e (AR6 GWP100).",
     "ttw 与 ttw_grid 计 CO2，wtw 计 CO2e（AR6 GWP100）。"},
    {"no_targets", "No row of this system has a target.", "本体系各指标均无目标值。"},
    {"in_year", "in {}", "{} 年"},
    {"years_without_number", "no number in {} years", "{} 个年份无数值"},
    {"source", "source", "来源"},
    // verdicts
    {"met", "", "达到"},
    {"missed", "", "未达到"},
    {"no_target", "", "无目标"},
    {"benchmark_only", "", "仅供参考"},
    {"not_derivable", "", "无法得出"},
    {"unverified_definition", "", "定义未核实"},
    {"unverified_target", "", "目标未核实"},
    {"stand_in", "stand-in", "替代值"},
    {"depends_on_convention", "", "取决于口径"},
    {"system", "System", "体系"},
    {"rows", "Rows", "指标数"},
    {"computed", "Computed", "可计算"},
    {"undefined", "", "无定义"},
    // peak status
    {"no_positive_emissions", "", "无正排放"},
    {"not_peaked", "", "未达峰"},
    {"peaked_at_or_before_start", "", "起始年或之前已达峰"},
    {"provisional", "", "暂定达峰"},
    {"peaked", "", "已达峰"},
    {"second hump", "", "二次峰"},
    {"reaches the last year", "", "延至末年"},
    {"not by 2060", "", "2060年前未达到"},
    {"zero or less in 2060", "", "2060年为零或负"},
    {"yes", "", "是"},
    {"no", "", "否"},
    // definition status and verification
    {"source_definition", "source", "原文"},
    {"operationalised", "", "名称见原文，算法自定"},
    {"unverified", "", "未核实"},
    {"proposed", "", "自行提出"},
    {"seen", "", "见原文"},
    {"seen-secondary", "seen in secondary source", "见二手来源"},
    {"general-knowledge", "general knowledge", "常识，未核实"},
    // variants
    {"versus the peak", "", "较峰值"},
    {"versus 2005", "", "较2005年"},
    {"versus 2019", "", "较2019年"},
    {"versus 2020", "", "较2020年"},
    {"versus 2021", "", "较2021年"},
    {"total", "", "合计"},
    {"share of the peak", "", "占峰值比例"},
    {"share of 2020", "", "占2020年比例"},
    {"peak year", "", "峰值年"},
    {"passenger cars only", "", "仅乘用车"},
    {"private cars only", "", "仅私人汽车"},
    {"with e-bikes", "", "含电动自行车"},
    // levels and groups
    {"national", "", "全国"},
    {"city", "", "城市"},
    {"zone", "", "园区"},
    {"peak", "", "达峰"},
    {"plateau", "", "平台期"},
    {"decline", "", "下降"},
    {"neutrality", "", "中和"},
    {"budget", "", "累计与预算"},
    {"intensity", "", "强度"},
    {"boundary_group", "boundary", "核算边界"},
    {"energy", "", "能源"},
    {"milestones", "", "里程碑"},
    {"transport", "", "交通"},
    {"overall", "", "总体"},
};

}  // namespace

std::string word(std::string_view key, Language language) {
    const auto found = std::find_if(std::begin(kWords), std::end(kWords),
                                    [&](const Entry& entry) { return entry.key == key; });
    if (found != std::end(kWords)) {
        const std::string_view text = language == Language::zh ? found->zh : found->en;
        if (!text.empty()) return std::string(text);
    }
    std::string text(key);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

const std::string& in_language(const Text& text, Language language) {
    const std::string& first = language == Language::zh ? text.zh : text.en;
    const std::string& second = language == Language::zh ? text.en : text.zh;
    return first.empty() ? second : first;
}

}  // namespace tanlu::indicators
