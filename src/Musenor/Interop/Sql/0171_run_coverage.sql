-- What the records of the source filled when the run ended, in JSON; empty for a run that changed nothing, that failed, or of before.
alter table harvest_run add column coverage text not null default '';
