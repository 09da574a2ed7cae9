#include "cli/commands.hpp"

namespace tanlu::cli {

std::span<const AddCommand> commands() {
    static constexpr AddCommand kCommands[] = {
        add_run,          add_ensemble, add_sample,     add_merge,   add_verify,  add_reproduce,
        add_check,        add_migrate,  add_new,        add_show,    add_diff,    add_calibrate,
        add_elasticities, add_hindcast, add_explain,    add_closure, add_compare, add_describe,
        add_indicators,   add_export,   add_completion, add_version,
    };
    return kCommands;
}

}  // namespace tanlu::cli
