// The one form renderer: pages are made from the descriptions of compliance/field.h.
#pragma once

#include <string>
#include <vector>

#include "compliance/record.h"
#include "web/pages/sheet.h"

namespace primum::web {

// Every field with its help, what was typed, and why it was refused.
void write_record_form(Sheet& sheet, compliance::Form form, const compliance::Values& values,
                       const std::vector<compliance::Refusal>& refusals);

// As a form of a browser gives them: choices joined, moments as the fields write them.
compliance::Values typed_values(compliance::Form form, const Fields& fields);

// As the form shows them for changing.
compliance::Values editable_values(compliance::Form form, const compliance::Values& kept);

// What is kept, section by section, for reading. What is empty is left out.
void write_record_facts(Sheet& sheet, compliance::Form form, const compliance::Values& values);

}  // namespace primum::web
