#include "report/machines.h"

#include <algorithm>
#include <functional>
#include <map>

#include "report/words.h"

namespace primum::report {
namespace {

constexpr std::string_view address_characters = "0123456789.";

bool is_address(std::string_view word) {
    return std::ranges::count(word, '.') == 3 && word.find("..") == std::string_view::npos &&
           word.front() != '.' && word.back() != '.';
}

}  // namespace

std::vector<std::string_view> addresses_in(std::string_view subject) {
    std::vector<std::string_view> found;
    while (true) {
        const auto start = subject.find_first_of(address_characters);
        if (start == std::string_view::npos) return found;
        subject.remove_prefix(start);
        const auto word = subject.substr(0, subject.find_first_not_of(address_characters));
        if (is_address(word)) found.push_back(word);
        subject.remove_prefix(word.size());
    }
}

std::string name_of_device(const Report& report, std::string_view subject) {
    for (const auto address : addresses_in(subject)) {
        const auto found = report.device_names.find(std::string(address));
        if (found != report.device_names.end()) return found->second;
    }
    return {};
}

const Answer* answer_of(const Report& report, std::string_view subject) {
    const auto found = std::ranges::find(report.answers, subject, &Answer::id);
    return found == report.answers.end() ? nullptr : &*found;
}

Sentence in_words(const Answer& answer) {
    const auto at = parse_time(answer.at);
    const auto day = [&](Language language) { return at ? day_word(*at, language) : answer.at; };
    return {fmt::format("« {} » Réponse : {} ({}, {})", answer.question.french, answer.value.french,
                        answer.by, day(Language::french)),
            fmt::format("\"{}\" Answer: {} ({}, {})", answer.question.english, answer.value.english,
                        answer.by, day(Language::english))};
}

std::string with_name(const Report& report, const std::string& subject) {
    const auto name = name_of_device(report, subject);
    return name.empty() ? subject : subject + " (" + name + ")";
}

std::vector<ExposedMachine> exposed_machines(const Report& report) {
    std::map<std::string, ExposedMachine> found;
    for (const auto& door : report.exposed.doors) {
        auto& machine = found[door.machine];
        machine.key = door.machine;
        machine.patients = std::max(machine.patients, door.patients);
        machine.records = std::max(machine.records, door.records);
        if (std::ranges::find(machine.doors, door.subject) == machine.doors.end()) {
            machine.doors.push_back(door.subject);
        }
        if (machine.name.empty()) machine.name = name_of_device(report, door.subject);
    }
    std::vector<ExposedMachine> sorted;
    for (auto& [key, machine] : found) sorted.push_back(std::move(machine));
    std::ranges::stable_sort(sorted, std::greater{}, &ExposedMachine::patients);
    return sorted;
}

}  // namespace primum::report
