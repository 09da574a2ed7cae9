#include "io/export.hpp"

#include <ostream>
#include <sstream>

#include "io/export_csv.hpp"
#include "io/export_iamc.hpp"
#include "io/result_file.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

constexpr std::string_view kStandardOutput = "-";

void write_table(const Dataset& dataset, ExportFormat format, std::ostream& out) {
    switch (format) {
        case ExportFormat::csv:
            export_csv(dataset, out);
            break;
        case ExportFormat::iamc:
            export_iamc(dataset, out);
            break;
    }
}

}  // namespace

void export_result(const std::string& result, ExportFormat format, const std::string& target,
                   Overwrite overwrite, std::ostream& standard_output) {
    if (target != kStandardOutput) expect_writable(target, overwrite);
    const Dataset dataset = read_result(result);
    if (target == kStandardOutput) {
        write_table(dataset, format, standard_output);
        standard_output.flush();
        if (!standard_output) throw EnvironmentError("cannot write to standard output");
        return;
    }
    std::ostringstream table;
    write_table(dataset, format, table);
    write_text(table.str(), target, overwrite);
}

}  // namespace tanlu
