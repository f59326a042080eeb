#include "controls/yaml.h"

#include <gmock/gmock.h>

namespace primum::controls {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

YamlNode parsed(std::string_view text) {
    auto result = parse_yaml(text);
    const auto* problem = std::get_if<YamlProblem>(&result);
    EXPECT_EQ(problem, nullptr) << problem->what.english;
    return problem == nullptr ? std::get<YamlNode>(result) : YamlNode{};
}

YamlProblem refused(std::string_view text) {
    auto result = parse_yaml(text);
    const auto* problem = std::get_if<YamlProblem>(&result);
    EXPECT_NE(problem, nullptr) << text.substr(0, 60);
    return problem == nullptr ? YamlProblem{} : *problem;
}

TEST(Yaml, becomes_a_tree_with_lines) {
    const auto root = parsed("id: a\nlist: [1, \"2\"]\nblock: |\n  SELECT 1\nnone:\n");
    ASSERT_THAT(root.items, SizeIs(4));
    EXPECT_EQ(root.find("id")->text, "a");
    EXPECT_EQ(root.find("list")->line, 2);
    EXPECT_FALSE(root.find("list")->items[0].quoted);
    EXPECT_TRUE(root.find("list")->items[1].quoted);
    EXPECT_EQ(root.find("block")->text, "SELECT 1\n");
    EXPECT_EQ(root.find("none")->kind, YamlNode::Kind::nothing);
    EXPECT_EQ(root.find("other"), nullptr);
}

TEST(Yaml, an_empty_text_is_nothing) {
    EXPECT_EQ(parsed("").kind, YamlNode::Kind::nothing);
    EXPECT_EQ(parsed("# only a comment\n").kind, YamlNode::Kind::nothing);
}

TEST(Yaml, that_is_broken_is_refused_with_its_line) {
    const auto problem = refused("id: a\nfix: [\"one\n");
    EXPECT_EQ(problem.line, 3);
    EXPECT_THAT(problem.what.english, HasSubstr("not YAML"));
}

TEST(Yaml, a_key_written_twice_is_refused) {
    EXPECT_EQ(refused("id: a\nseverity: low\nid: b\n").line, 3);
}

TEST(Yaml, a_small_file_cannot_stand_for_a_large_tree) {
    EXPECT_THAT(refused("a: &a [1]\nb: *a\n").what.english, HasSubstr("not allowed"));
    EXPECT_THAT(refused("b: *a\n").what.french, HasSubstr(" "));
    refused("<<: *base\n");
}

TEST(Yaml, bounds_are_kept) {
    EXPECT_THAT(refused(std::string(40, '[') + std::string(40, ']')).what.english,
                HasSubstr("nested too deeply"));
    std::string many = "[";
    for (std::size_t i = 0; i <= yaml_nodes_max; ++i) many += "1,";
    EXPECT_THAT(refused(many + "]").what.english, HasSubstr("too many"));
    EXPECT_THAT(refused(std::string(yaml_bytes_max + 1, ' ')).what.english, HasSubstr("larger"));
    refused(std::string(100'000, '['));
}

TEST(Yaml, tags_several_documents_and_keys_that_are_no_words_are_refused) {
    refused("a: !!binary aGVsbG8=\n");
    refused("a: 1\n---\nb: 2\n");
    refused("{[a, b]: c}\n");
    refused("? {a: b}\n: c\n");
}

}  // namespace
}  // namespace primum::controls
