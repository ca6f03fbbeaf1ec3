-- One change asked for many notices at once, applied batch by batch; a stop at any moment leaves lines that the next start goes on with.
create table bulk_edit (
    id           text primary key,
    account_id   text,
    -- remplacer, ajouter, vider, credit, licence: as in addresses
    kind         text not null,
    field        text not null default '',
    term         text not null default '',
    replacement  text not null default '',
    -- those that hold another text already are changed too
    is_over      boolean not null default false,
    -- address of the list that was filtered
    filter       text not null,
    -- of its lines, parted by blanks: who may see it
    museums      text not null,
    state        text not null check (state in ('running', 'done', 'undoing', 'undone')),
    asked_at     text not null,
    finished_at  text,
    -- who put it back; null: nobody, or an operator
    undone_by    text,
    undone_at    text
);
create index bulk_edit_state on bulk_edit (state);
create index bulk_edit_asked on bulk_edit (asked_at);

create table bulk_edit_line (
    bulk_id      text not null references bulk_edit (id),
    position     integer not null,
    ref          text not null,
    museum_id    text not null,
    -- of the notice when the change was asked: another one means that somebody was first
    revision     bigint not null,
    state        text not null check (state in ('waiting', 'done', 'skipped', 'undone', 'kept')),
    -- why it was skipped, or kept when the others were put back: key of the resources
    reason       text not null default '',
    before_text  text not null default '',
    after_text   text not null default '',
    -- the field was decided by hand before already
    was_edited   boolean not null default false,
    primary key (bulk_id, position)
);
create index bulk_edit_line_state on bulk_edit_line (bulk_id, state, position);
