-- The sets that EDM tells: the last ones of a notice that has no longer what EDM requires.
alter table oai_item add column edm_sets text not null default '';
update oai_item set edm_sets = sets where edm > 0;
-- greatest revision of the names of sources that was looked at
alter table oai_state add column sources bigint not null default 0;
-- another mapping makes items due range by range: the last number of the last range; null when there is no more
alter table oai_state add column due_after integer;
