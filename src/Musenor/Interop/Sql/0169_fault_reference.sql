-- The reference that a record in quarantine shares with another of its source: when that one is deleted, this one may take its place.
alter table mapping_fault add column reference text not null default '';
update mapping_fault set reference = replace(replace(message, 'Un autre enregistrement de cette source a la référence ', ''), '.', '') where code = 'DUP';
create index mapping_fault_reference on mapping_fault (source, reference);
