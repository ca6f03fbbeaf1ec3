-- The lists in which the terms of the source were looked up last: others are loaded, and those that nobody decided are looked up again.
alter table mapping_progress add column vocabularies text not null default '';
