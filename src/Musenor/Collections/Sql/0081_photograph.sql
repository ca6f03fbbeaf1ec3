-- Photographs of works: several views of a notice, in order, some of them the state before and after a restoration.
-- average colour, then the main ones: « 8a7f6b 2d2a25 c9c2b4 »
alter table notice_image add column colours text not null default '';
-- bytes of the JPEG files to download: 800 px, 1600 px, and the whole picture where the master is no JPEG (else 0)
alter table notice_image add column downloads text not null default '';
-- where the file's own name puts it among the views, see Photographs/Matching/ViewName; empty once a person chose the order
alter table notice_image add column view_key text not null default '';
-- the picture of the same notice that shows the work before what this one shows the result of
alter table notice_image add column before_id text;

-- What every change of the pictures of a notice replaced, so that it can be read and put back.
create table notice_image_change (
    ref           text not null references notice (ref),
    number        integer not null,
    changed_at    text not null,
    -- null: an operator
    account_id    text,
    -- import, add, attach, change, remove, restore
    action        text not null,
    -- the rows of notice_image before, as JSON
    before_images text not null,
    primary key (ref, number)
);

-- Files of a museum that no notice could be given to, or that a person took away from one: an import leaves those alone.
create table photograph_waiting (
    id           text primary key,
    museum_id    text not null references museum (id),
    master_hash  text not null references picture_master (hash),
    file_name    text not null,
    -- waiting, attached, discarded, removed
    state        text not null default 'waiting' check (state in ('waiting', 'attached', 'discarded', 'removed')),
    -- unknown, several, doubtful, list
    why          text not null,
    -- references proposed, parted by blanks; of a removed one: the notice it was taken away from
    candidates   text not null default '',
    caption      text not null default '',
    photographer text not null default '',
    licence      text not null default '',
    view_key     text not null default '',
    received_at  text not null,
    unique (museum_id, master_hash, file_name)
);
create index photograph_waiting_state on photograph_waiting (museum_id, state);
