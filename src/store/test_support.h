// For tests of this room and of those above it: short ways to say what a probe saw.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "store/store.h"

namespace primum::store::test {

inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void write(const std::filesystem::path& path, const std::string& content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

inline Time at(std::string_view text) { return parse_time(text).value_or(Time{}); }

template <class... Row>
facts::Observation saw(std::string probe, std::string scope, const Row&... row) {
    facts::Observation observation{.probe = std::move(probe),
                                   .scope = std::move(scope),
                                   .started_at = at("2026-11-24T08:00:00Z"),
                                   .finished_at = at("2026-11-24T08:00:01Z")};
    (observation.tables.push_back(&facts::table_of<Row>()), ...);
    (observation.facts.push_back(facts::to_fact(row)), ...);
    return observation;
}

// It looked for such rows and saw none.
template <class... Row>
facts::Observation saw_none(std::string probe, std::string scope) {
    auto observation = saw(std::move(probe), std::move(scope));
    (observation.tables.push_back(&facts::table_of<Row>()), ...);
    return observation;
}

inline RunId any_run(Store& store) {
    return store.begin_run({.started_at = at("2026-11-24T08:00:00Z")}).value();
}

// The first column of every row, as text; nothing is "-".
inline std::vector<std::string> first_column(const Store& store, std::string_view sql) {
    const auto rows = store.query(sql);
    if (!rows) return {"error: " + rows.error().message.english};
    std::vector<std::string> all;
    for (const auto& row : rows->rows) {
        const auto* text = std::get_if<std::string>(&row[0]);
        const auto* number = std::get_if<std::int64_t>(&row[0]);
        all.push_back(text != nullptr ? *text : number != nullptr ? std::to_string(*number) : "-");
    }
    return all;
}

}  // namespace primum::store::test
