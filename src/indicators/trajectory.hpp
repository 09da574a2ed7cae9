#pragma once
// Peak, plateau, decline and zero of an annual series. Pure functions, no smoothing, no
// interpolation of missing years. The definitions are those of models/indicators/trajectory.yaml.
//
// A series with a value that is not finite has no peak and no sum: every function says "undefined"
// (status `undefined`, NaN or nothing) rather than skip the year.
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace tanlu::indicators {

inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// Annual totals without gaps: values[i] belongs to the year first_year + i.
struct AnnualSeries {
    int first_year = 0;
    std::span<const double> values;

    int last_year() const { return first_year + static_cast<int>(values.size()) - 1; }
    bool covers(int year) const { return year >= first_year && year <= last_year(); }
    /// Value of a year that the series covers.
    double at(int year) const { return values[static_cast<std::size_t>(year - first_year)]; }
};

/// Years without a finite value.
int count_undefined(AnnualSeries series);

/// What counts as a tie, as the band of a plateau and as a confirmed peak.
struct PeakRules {
    double tie = 1e-9;          ///< Relative distance from the maximum that is still the maximum.
    double band = 0.02;         ///< Relative depth of the plateau band, and of a second hump.
    int confirm_years = 5;      ///< Years after the last peak year that confirm it.
    double near_zero = 0.05;    ///< Share of the maximum that counts as (gross) zero.
    int strict_year = 2029;     ///< Last year "before 2030" in the strict reading.
    int inclusive_year = 2030;  ///< ... and in the inclusive reading.
};

/// Decided in this order; `undefined` (a value is missing) comes before all.
enum class PeakStatus {
    undefined,
    no_positive_emissions,
    not_peaked,                 ///< The maximum is in the last year; a flat series ends here.
    peaked_at_or_before_start,  ///< The maximum is in the first year: not a success of policy.
    provisional,                ///< Fewer than `confirm_years` years follow.
    peaked
};

/// "peaked", "not_peaked", ... as in the catalogue.
std::string_view to_string(PeakStatus status);

/// The maximum of a series.
///   Emax = max E;  tied = years with E >= Emax (1 - tie);  year = min(tied), last = max(tied)
struct Peak {
    PeakStatus status = PeakStatus::undefined;
    double level = kNoNumber;      ///< Emax, in the unit of the series.
    std::optional<int> year;       ///< First tied year; nothing unless a peak is seen.
    std::optional<int> last_year;  ///< Last tied year; nothing unless a peak is seen.

    /// The year after the last tied peak year.
    std::optional<int> decline_onset() const;
};

Peak find_peak(AnnualSeries series, const PeakRules& rules = {});

enum class Reading { strict, inclusive };

/// Was a peak seen whose last tied year is at most 2029 (strict) or 2030 (inclusive)? Nothing for
/// an undefined series.
std::optional<bool> peaked_before_2030(const Peak& peak, Reading reading,
                                       const PeakRules& rules = {});

/// Years close to the maximum: E >= (1 - band) Emax (1 - tie). Also described when the series has
/// not peaked: the run around the first maximum.
struct Plateau {
    int start = 0;          ///< First year of the contiguous run that holds the first maximum.
    int end = 0;            ///< Last year of that run.
    int band_years = 0;     ///< All years in the band, contiguous or not.
    bool censored = false;  ///< The run touches the last year of the series.
    int length() const { return end - start + 1; }  ///< Both ends counted: a sharp peak has 1.
};

/// Nothing without a positive maximum.
std::optional<Plateau> find_plateau(AnnualSeries series, const PeakRules& rules = {});

/// Largest rise above the running minimum after the last tied maximum [% of Emax]; NaN without a
/// positive maximum. More than 100 `band` is a second hump.
///   max over t > last of (E_t - min_{last <= u <= t} E_u) / Emax
double rebound(AnnualSeries series, const PeakRules& rules = {});

/// Mean yearly fall from the last peak year to `year` [% of Emax per year]; NaN where there is no
/// peak or the series ends before `year`. Survives zero and negative values.
///   (Emax - E_year) / (Emax (year - last))
double linear_decline(AnnualSeries series, int year, const PeakRules& rules = {});

/// Compound rate of the same fall [% per year]; NaN also where E_year <= 0.
///   1 - (E_year / Emax)^(1 / (year - last))
double compound_decline(AnnualSeries series, int year, const PeakRules& rules = {});

/// Steepest fall between two years that follow each other [% of Emax]; negative when the series
/// only rises. NaN without a positive maximum.
double steepest_fall(AnnualSeries series, const PeakRules& rules = {});

/// First year after the last peak year from which E <= Emax/2 up to the end of the series.
std::optional<int> half_peak_year(AnnualSeries series, const PeakRules& rules = {});

/// First year from which E <= share Emax up to the end of the series; share 0.10 and 0.05 are the
/// near-zero years. Nothing without a positive maximum.
std::optional<int> near_zero_year(AnnualSeries series, double share, const PeakRules& rules = {});

/// `gross_zero` of a year: E_year <= near_zero Emax. Nothing where it cannot be said.
std::optional<bool> is_gross_zero(AnnualSeries series, int year, const PeakRules& rules = {});

/// When a (net) series comes down to zero. All empty without a positive maximum: a series that
/// never was above zero does not reach it.
struct NetZero {
    std::optional<int> year;            ///< First year from which E <= 0 up to the end.
    std::optional<int> first_crossing;  ///< First year with E <= 0, whether or not it stays.
    double time = kNoNumber;            ///< Linear between year - 1 and year [decimal year].
    bool single_year = false;           ///< `year` is the last year: nothing confirms it.
};

NetZero find_net_zero(AnnualSeries series, const PeakRules& rules = {});

/// Plain sum of the annual totals, both end years included (no trapezoids); NaN when a year is
/// missing or undefined.
double sum_years(AnnualSeries series, int from, int to);

/// First year from which the value is at least `level` up to the end of the series; an undefined
/// year breaks the run.
std::optional<int> first_year_staying_at_or_above(AnnualSeries series, double level);

}  // namespace tanlu::indicators
