-- Networks whose works are shown here beside one another. A work that nobody harvested has no source.
create table notice_source (
    code       text primary key,
    name       text not null,
    -- where a visitor finds the network itself
    url        text not null default '',
    updated_at text not null,
    revision   bigint not null
);

alter table notice add column source text references notice_source (code);
-- what the source says of it elsewhere: page, pictures, manifest, rights (JSON); empty where it says nothing
alter table notice add column origin text not null default '';
-- terms that alignment puts in place of those of the source, field by field (JSON object of texts); the words of the source stay in fields
alter table notice add column harmonised text not null default '';
-- what two sources have in common when they hold the same object: museum and number without punctuation, Joconde reference
alter table notice add column number_key text not null default '';
alter table notice add column ref_key text not null default '';
-- the notice that lists show for the same object of several sources; null: itself
alter table notice add column lead text;
-- codes of the other sources that have the object, parted by blanks
alter table notice add column also text not null default '';
create index notice_source_of on notice (source, number);
create index notice_twin_number on notice (number_key) where number_key <> '';
create index notice_twin_ref on notice (ref_key) where ref_key <> '';
create index notice_lead on notice (lead) where lead is not null;
