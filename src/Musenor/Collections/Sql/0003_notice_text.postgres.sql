-- Analysed words only: our analyser folds and stems, PostgreSQL matches. Words of stems carry their field: « title.rieus ».
create table notice_text (
    number integer primary key,
    stems  tsvector not null,
    words  tsvector not null
);
create index notice_text_stems on notice_text using gin (stems);
create index notice_text_words on notice_text using gin (words);
