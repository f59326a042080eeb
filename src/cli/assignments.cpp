#include "cli/assignments.h"

#include <nlohmann/json.hpp>

#include "os/file.h"
#include "os/lock_file.h"

namespace primum::cli {
namespace {

constexpr std::size_t file_bytes_max = 1024UL * 1024;

std::string text_of(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

Result<Assignments> read_assignments(const std::filesystem::path& file) {
    Assignments assignments;
    const auto text = os::read_text(file, file_bytes_max);
    if (!text && text.error().kind == ErrorKind::not_found) return assignments;
    if (!text) return text.error();
    const auto kept = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
    if (!kept.is_object()) {
        return Error{ErrorKind::corrupt, say("{} a été modifié hors de Primum",
                                             "{} was changed outside Primum", file.string())};
    }
    for (const auto& [control, each] : kept.items()) {
        assignments[control] = {.control = control,
                                .to = text_of(each, "to"),
                                .by = text_of(each, "by"),
                                .at = text_of(each, "at")};
    }
    return assignments;
}

Result<> keep_assignment(const std::filesystem::path& file, const web::Assignment& assignment) {
    const auto lock = TRY(os::LockFile::take(std::filesystem::path(file).concat(".lock")));
    auto assignments = TRY(read_assignments(file));
    if (assignment.to.empty()) {
        assignments.erase(assignment.control);
    } else {
        assignments[assignment.control] = assignment;
    }
    auto kept = nlohmann::json::object();
    for (const auto& [control, each] : assignments) {
        kept[control] = {{"to", each.to}, {"by", each.by}, {"at", each.at}};
    }
    return os::publish(file, kept.dump(2) + "\n");
}

}  // namespace primum::cli
