// Says which Tanlu the program is linked with: what a result of it should be cited with.
#include <iostream>
#include <tanlu/version.hpp>

int main() {
    const tanlu::BuildInfo& build = tanlu::build_info();
    std::cout << "Tanlu " << build.version << " (" << build.git_hash << ")\n"
              << build.build_type << " build by " << build.compiler << "\n"
              << build.flags << "\n";
}
