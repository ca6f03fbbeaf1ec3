-- Last half-minute whose code served: no code of it, nor of an earlier one, serves again.
alter table account add column totp_step bigint not null default 0;

-- Codes on paper for the day the telephone is lost; each serves once and goes.
create table recovery_code (
    account_id text not null references account (id) on delete cascade,
    code_hash  text not null,
    primary key (account_id, code_hash)
);
