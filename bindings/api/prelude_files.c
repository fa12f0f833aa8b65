/* What the files of scripts/prelude give. A new file is a row here. */
#include <stddef.h>

#include "api/prelude.h"

static const grappe_prelude_file files[] = {
    {"check", "", "", "check"},
    {"verdict", "verdict remark surely possibly", "",
     "explain_verdict verdict_told new_verdict is_verdict verdict_reads verdict_remarks label_verdict judge"},
    {"display", "show", "", "plain json show_text show_json"},
    {"dataset", "", "", "datasets_frame dataset_frame show_dataset"},
    {"explain", "explain", "", "explain frame_row_name"},
    {"time", "years today months_after language in_language frame", "", ""},
    {"remember", "remember sums_within", "", ""},
    {"cluster", "", "cluster", ""},
    {"scripts", "", "", "scripts refresh_scripts script_kinds"},
    {"examples", "", "", "examples test_indicator"},
    {"indicator", "indicator", "indicators", "indicator_words indicators_by_theme"},
    {"comparison", "compare comparison", "comparisons", ""},
    {"replay", "replay diff record runs", "", "record"},
    {"certification", "loaded certification", "", ""},
    {"match", "distance match gaps", "", "collection_name"},
    {"rule_parameters", "", "", "rule_parameters"},
    {"decision_table", "", "", "decision_table"},
    {"decision", "", "", "read_decision_table"},
    {"rule", "any_of n_of undecided rule", "rules", "evaluate_rule requirement_titles decider_titles"},
    {"judgement", "", "", "is_judgement explain_judgement judgement_told judgement judgement_parts rule_date"},
    {"assess_many", "", "", "answer judge_all"},
    {"assess", "assess whatif what_would_pass coverage", "", "assess judge_changed ABSENT test_rule"},
    {"boundaries", "", "", "boundaries"},
    {"report", "report", "reports", "page_of test_report"},
    {"format", "format", "formats", "format_made test_format"},
    {"source_words", "", "", "source_words"},
    {"source_parser", "", "", "parse"},
    {"source_signatures", "", "", "source_signatures"},
    {"source_types", "", "", "source_types"},
    {"source_walk", "", "", "source_walk"},
    {"source_calls", "", "", "source_calls"},
    {"source_check", "", "", "source_check"},
    {"completion_places", "", "", "completion_places"},
    {"completion", "", "", "complete"},
    {"command_check", "", "", "command_check"},
    {"command_new", "", "", "command_new"},
    {"commands", "", "", "commands"},
};

const grappe_prelude_file *grappe_prelude_file_at(size_t index) {
  return index < sizeof files / sizeof *files ? &files[index] : NULL;
}
