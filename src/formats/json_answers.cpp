#include "formats/json_answers.h"

#include <array>
#include <nlohmann/json.hpp>

namespace primum::formats {
namespace {

using Json = nlohmann::json;

Error not_json() {
    return {
        ErrorKind::malformed,
        {"la réponse n'est pas du JSON attendu", "the answer is not the JSON that was expected"}};
}

// Follows where in the document the parser is; what the events mean is for those who inherit.
class Events : public nlohmann::json_sax<Json> {
public:
    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t value) override { return on_value(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override {
        return on_value(std::to_string(value));
    }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& value) override { return on_value(value); }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*count*/) override { return enter(true); }
    bool end_object() override { return leave(true); }
    bool start_array(std::size_t /*count*/) override { return enter(false); }
    bool end_array() override { return leave(false); }
    bool key(string_t& name) override {
        keys_[static_cast<std::size_t>(depth_)] = name;
        return true;
    }
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

protected:
    virtual bool on_value(const std::string& value) = 0;
    virtual void on_object_end() {}

    int depth() const { return depth_; }
    bool starts_with_object() const { return starts_with_object_; }
    bool started() const { return started_; }
    const std::string& key_at(int depth) const { return keys_[static_cast<std::size_t>(depth)]; }

private:
    bool enter(bool is_object) {
        if (!started_) starts_with_object_ = is_object;
        started_ = true;
        if (depth_ >= json_nesting_depth_max) return false;
        ++depth_;
        keys_[static_cast<std::size_t>(depth_)].clear();
        return true;
    }
    bool leave(bool is_object) {
        if (is_object) on_object_end();
        --depth_;
        return true;
    }

    int depth_ = 0;
    bool started_ = false;
    bool starts_with_object_ = false;
    std::array<std::string, json_nesting_depth_max + 1> keys_;
};

class TopLevelFields : public Events {
public:
    std::map<std::string, std::string> fields;
    bool is_object() const { return started() && starts_with_object(); }

private:
    bool on_value(const std::string& value) override {
        if (depth() == 1 && fields.size() < json_fields_max) fields[key_at(1)] = value;
        return true;
    }
};

// [ { "00100020": { "vr": "LO", "Value": [ "…" ] }, … }, … ]
class QidoStudies : public Events {
public:
    explicit QidoStudies(const std::function<void(const QidoStudy&)>& on_study)
        : on_study_(on_study) {}

    std::int64_t count = 0;
    bool is_array() const { return started() && !starts_with_object(); }

private:
    static constexpr int study_depth = 2;
    static constexpr int value_depth = 4;

    bool on_value(const std::string& value) override {
        if (depth() != value_depth || key_at(study_depth + 1) != "Value") return true;
        const auto& tag = key_at(study_depth);
        if (tag == "00100020") patient_id_ = value;
        if (tag == "00100021") issuer_ = value;
        if (tag == "00100030") birth_date_ = value;
        return true;
    }
    void on_object_end() override {
        if (depth() != study_depth) return;
        ++count;
        on_study_({patient_id_, issuer_, birth_date_});
        patient_id_.clear();
        issuer_.clear();
        birth_date_.clear();
    }

    const std::function<void(const QidoStudy&)>& on_study_;
    std::string patient_id_, issuer_, birth_date_;
};

}  // namespace

Result<std::map<std::string, std::string>> top_level_fields(std::string_view json) {
    TopLevelFields events;
    const bool whole = Json::sax_parse(json, &events);
    if (!whole || !events.is_object()) return not_json();
    return std::move(events.fields);
}

Result<std::int64_t> count_qido_studies(std::string_view json,
                                        const std::function<void(const QidoStudy&)>& on_study) {
    QidoStudies events(on_study);
    const bool whole = Json::sax_parse(json, &events);
    if (!events.is_array() || (!whole && events.count == 0)) return not_json();
    return events.count;
}

}  // namespace primum::formats
