-- Masks, so that an unrevealed value never leaves the database: j•••@a•••.com, j••• m•••.
set local role ops_owner;

create function access.mask_word(p_word text) returns text
    language sql immutable parallel safe
    set search_path = ''
    as $$ select case when p_word is null or p_word = '' then p_word else lower(left(p_word, 1)) || '•••' end $$;

create function access.mask_name(p_name text) returns text
    language sql immutable parallel safe
    set search_path = ''
    as $$ select case when p_name is null then null
        else (select string_agg(access.mask_word(w), ' ' order by i)
              from unnest(regexp_split_to_array(btrim(p_name), '\s+')) with ordinality as t (w, i) where i <= 3) end $$;

create function access.mask_email(p_email text) returns text
    language sql immutable parallel safe
    set search_path = ''
    as $$ select case when p_email is null then null
        else access.mask_word(split_part(p_email, '@', 1)) || '@' || access.mask_word(split_part(p_email, '@', 2))
             || coalesce('.' || substring(split_part(p_email, '@', 2) from '\.([A-Za-z]{2,10})$'), '') end $$;

-- No first letter: of a number, a title or a phone even one character can tell who it is.
create function access.mask_whole(p_value text) returns text
    language sql immutable parallel safe
    set search_path = ''
    as $$ select case when p_value is null then null else '•••' end $$;

grant execute on function access.mask_word(text), access.mask_name(text), access.mask_email(text), access.mask_whole(text)
    to ops_tenant;

reset role;
