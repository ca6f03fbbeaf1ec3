-- Corrections by hand: who changed what and why; fields that imports leave alone; notices withdrawn, since when and why.
alter table notice_change add column account_id text;
-- import, edit, restore, withdraw, publish
alter table notice_change add column action text not null default 'import';
alter table notice_change add column reason text not null default '';

alter table notice add column withdrawn_at text;
-- key of the list of Editing/Withdrawal.cs, and what the museum adds to it; both are public
alter table notice add column withdrawn_reason text not null default '';
alter table notice add column withdrawn_note text not null default '';
-- true when notice_edit has lines of it: an import looks no further in the others
alter table notice add column is_edited boolean not null default false;

-- Fields edited by hand, or accepted from the public: an import that brings another text leaves them and says so.
create table notice_edit (
    ref        text not null references notice (ref),
    code       text not null,
    -- null: an operator
    account_id text,
    edited_at  text not null,
    -- of INV only: the key under which the sources still know the notice
    source_key text,
    primary key (ref, code)
);
create index notice_edit_source on notice_edit (source_key);

-- For the lists of the back office, which search in memory as visitors do.
alter table notice_column add column changed_at text not null default '';
-- sum of what is to do: 1, something of the « fiche minimum » is missing; 2, a date that cannot be read. Filled by « reindex ».
alter table notice_column add column todo integer not null default 0;
update notice_column set changed_at = coalesce((select n.updated_at from notice n where n.number = notice_column.number), '');
