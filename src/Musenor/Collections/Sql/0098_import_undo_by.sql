-- Who asked that an import be put back: not always who handed it over. Null: an operator, or an erased account.
alter table import_request add column undo_by text;
