-- Nothing ever read it: which lists a field is looked up in is of the field, not of the source.
alter table harvest_source drop column vocabulary;
