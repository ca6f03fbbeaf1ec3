-- Analysed words only: our analyser folds and stems, SQLite matches. One column a searchable field.
create virtual table notice_stem using fts5 (
    title, author, denomination, domain, technique, inventory, period, place, subject, other,
    content = '', contentless_delete = 1, detail = column, tokenize = "ascii tokenchars '_'");
-- The exact forms in the order of the text, for phrases and for « mots exacts ».
create virtual table notice_exact using fts5 (
    words, content = '', contentless_delete = 1, detail = full, tokenize = "ascii tokenchars '_'");
