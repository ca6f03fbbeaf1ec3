-- The files that museums sent, kept as they came: <data>/masters/ab/<sha-256>. The same bytes are one file, whatever their names.
create table picture_master (
    -- SHA-256 of the bytes, in lower-case hexadecimal
    hash        text primary key,
    bytes       bigint not null,
    -- jpeg, png, tiff, webp, heic
    kind        text not null,
    -- as shown: turned as the file says
    width       integer not null,
    height      integer not null,
    received_at text not null
);

-- null: drawn by the program, or received before masters were kept
alter table notice_image add column master_hash text;
-- name of the file as the museum called it
alter table notice_image add column file_name text not null default '';
alter table notice_image add column caption text not null default '';
alter table notice_image add column photographer text not null default '';
create index notice_image_master on notice_image (master_hash);
