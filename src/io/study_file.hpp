#pragma once
// The result of a whole study, joined from its pieces (docs/formats/ensemble.md).
#include <functional>
#include <string>
#include <vector>

#include "ensemble/engine.hpp"
#include "io/pending_file.hpp"
#include "io/shard_file.hpp"

namespace tanlu {

/// What the root attribute `tanlu_format` of such a file says.
inline constexpr std::string_view kEnsembleFormat = "tanlu-ensemble";

/// Where the rows of samples go when pieces are joined.
enum class JoinBy {
    copy,  ///< into the file, which is whole by itself
    link,  ///< they stay in the pieces, which must stay beside the file (virtual datasets)
};

/// Pieces that make up a study without gap or overlap, in order. Throws RunError that names what is
/// missing or cannot be used and says how to go on.
std::vector<ShardInfo> complete_set(const std::vector<ShardInfo>& found, std::uint64_t samples);

/// Joins the pieces into the file `target`. `summaries` are those of all pieces. Nothing is at
/// `target` until the file is whole.
void write_study(const ensemble::Plan& plan, const ensemble::Summaries& summaries,
                 const std::vector<ShardInfo>& pieces, const std::string& target, JoinBy by,
                 Overwrite overwrite, h5::Compression compression);

}  // namespace tanlu
