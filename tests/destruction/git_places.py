"""Where git keeps what nobody thinks of: every place within its folder."""

import gzip
import os
import subprocess
import zlib

from planting import FOLDER, FORMERLY, NUMBER, OTHERS, PERSON, TOLD


def plant(one):
    """Plants the person in every corner of git's folder."""
    for corner in (branches, tags, stashes, logs, objects, references, caches, messages, own_files, borrowed, copied, in_the_way, staged):
        corner(one)


def history(one):
    one.dossier(one.mark("history, first version"), FORMERLY)
    one.commit(f"{NUMBER}: nieuw")
    one.recorded(one.mark("history, second version"))
    one.recorded("Tekst.", one.mark("message of a recording of this dossier"))
    one.put(f"{FOLDER}/bijlagen/brief.txt", one.mark("history, an attachment that is gone"))
    one.commit(f"{NUMBER}: bijlagen")
    one.git("rm", "-q", "-r", f"{FOLDER}/bijlagen")
    one.commit(f"{NUMBER}: bijlagen")
    one.write(f"oud/2023/{NUMBER}/dossier.md", "history, a folder of that number elsewhere", TOLD, f"oud/2023/{NUMBER}")
    one.commit("Verplaatst")
    one.git("rm", "-q", "-r", "oud")
    one.commit("Terug")


def branches(one):
    one.git("switch", "-q", "-c", "concept")
    one.recorded(one.mark("another branch"))
    one.git("switch", "-q", "-c", "bij/origin", "main")
    one.recorded(one.mark("a remote-tracking branch"))
    one.git("update-ref", "refs/remotes/origin/main", "HEAD")
    one.git("switch", "-q", "main")
    one.git("branch", "-q", "-D", "bij/origin")
    one.git("remote", "add", "origin", "https://opslag.example/klachten.git")
    one.git("update-ref", "refs/remotes/weg/oud", "concept")
    name = one.mark("the name of a branch", TOLD, "zwaluwstaart").split(", ")[1].rstrip(".")
    one.git("branch", f"zwaluwstaart/{name}", "main")
    name = one.mark("the name of a branch that follows another", TOLD, "volgt-zwaluwstaart").split(", ")[1].rstrip(".")
    one.git("symbolic-ref", f"refs/heads/volgt-zwaluwstaart/{name}", "refs/heads/main")


def tags(one):
    one.git("switch", "-q", "-c", "voor-tag", "main")
    one.recorded(one.mark("a commit only a tag leads to"))
    one.git("tag", "licht")
    one.recorded(one.mark("a commit only an annotated tag leads to"))
    one.git("tag", "-a", "-m", one.mark("message of a tag", TOLD, "label met-omschrijving"), "met-omschrijving")
    one.git("tag", "-a", "-m", one.mark("message of a tag of a tag", TOLD, "label van-tag"), "van-tag", "met-omschrijving")
    one.git("tag", "los-bestand", one.blob(one.mark("a tag of a blob")))
    one.git("tag", "-a", "-m", "Los", "los-bestand-met-omschrijving", one.blob(one.mark("an annotated tag of a blob")))
    one.recorded(one.mark("a tag of a tree"))
    one.git("tag", "map", f"HEAD:{FOLDER}")
    one.recorded(one.mark("an annotated tag of a tree"))
    one.git("tag", "-a", "-m", "Map", "map-met-omschrijving", f"HEAD:{FOLDER}")
    one.git("tag", "-a", "-m", "Map", "map-van-de-tag", "map-met-omschrijving")
    one.git("switch", "-q", "main")
    one.git("branch", "-q", "-D", "voor-tag")


def stashes(one):
    for place in ("an old stash", "the last stash"):
        one.dossier(one.mark(place))
        one.put(f"{FOLDER}/los.txt", one.mark(f"{place}, untracked"))
        one.git("stash", "push", "-q", "-u", "-m", one.mark(f"{place}, its message"))
    one.dossier(one.mark("an autostash that was put aside"))
    one.git("update-ref", "refs/stash-van-rebase", one.git("stash", "create"))
    one.git("checkout", "-q", "--", ".")


def logs(one):
    one.recorded(one.mark("a commit that was amended"), one.mark("the log of HEAD and of a branch"))
    one.dossier("Tekst, nog eens.")
    one.git("commit", "-q", "-a", "--amend", "-m", f"{NUMBER}: tekst")
    line = f"{'0' * 40} {one.git('rev-parse', 'HEAD')} A <a@b.example> 1700000000 +0100\t{one.mark('log of a branch that is gone')}\n"
    one.put(one.inside("logs/refs/heads/weg"), line)


def objects(one):
    one.blob(one.mark("a loose object nobody leads to"))
    packed = one.blob(one.mark("a pack that is kept"))
    name = one.git("pack-objects", "-q", ".git/objects/pack/pack", feed=packed + "\n")
    one.put(one.inside(f"objects/pack/pack-{name}.keep"), one.mark("why a pack is kept"))
    text = one.mark("half an object that was never put in place")
    one.put(one.inside("objects/17/tmp_obj_Xy12"), zlib.compress(b"blob %d\0" % len(text) + text.encode()))
    pack = subprocess.run(["git", "pack-objects", "-q", "--stdout"], cwd=one.folder, env=one.env, check=True, capture_output=True,
                          input=one.blob(one.mark("a pack without an index")).encode() + b"\n").stdout
    one.put(one.inside("objects/pack/tmp_pack_Xy12"), pack)


def references(one):
    head = one.git("rev-parse", "HEAD")
    one.git("notes", "add", "-m", one.mark("a note"), head)
    one.git("notes", "--ref", "eigen", "add", "-m", one.mark("a note of another kind"), head)
    first = one.git("rev-list", "--max-parents=0", "HEAD")
    raw = one.git("cat-file", "commit", head)
    other = one.git("hash-object", "-t", "commit", "-w", "--stdin", feed=raw + "\n\n" + one.mark("a replacement") + "\n")
    one.git("update-ref", f"refs/replace/{head}", other)
    one.git("update-ref", "refs/original/refs/heads/main", "concept")
    one.git("update-ref", "refs/bisect/bad", "concept")
    one.git("update-ref", "refs/pull/3/head", "concept")
    one.put(one.inside("info/grafts"), f"# {one.mark('grafts')}\n{head} {first}\n")


def caches(one):
    one.git("repack", "-q", "-d", "--cruft")
    one.blob(one.mark("a loose object beside a cruft pack"))
    one.git("commit-graph", "write", "--reachable")
    one.git("multi-pack-index", "write")
    one.git("update-server-info")
    for name in ("rr-cache/0123456789012345678901234567890123456789/preimage", "sharedindex.0123456789012345678901234567890123456789",
                 "klacht-geschiedenis", "klacht-volg", "gitk.cache", "gc.log", "sequencer/abort-safety", "bisect-oud", "svn/.metadata",
                 "COMMIT_EDITMSG.swp", "index.bak", "modules-oud/config", "branches/oud", "remotes/oud", "worktrees-oud/gitdir"):
        one.write(one.inside(name), f"git’s {name.split('/')[0].replace('.', ' ')}")
    one.put(one.inside("klacht-samengedrukt.gz"), gzip.compress(one.mark("git’s compressed file").encode()))


def messages(one):
    for name in ("COMMIT_EDITMSG", "MERGE_MSG", "SQUASH_MSG", "TAG_EDITMSG", "NOTES_EDITMSG", "GITGUI_MSG", "FETCH_HEAD",
                 "BISECT_NAMES", "EDIT_DESCRIPTION", "addp-hunk-edit.diff", "ADD_EDIT.patch"):
        one.write(one.inside(name), f"message file {name}")
    one.put(one.inside("MERGE_RR"), f"{'0' * 40}\t{one.mark('message file MERGE_RR')}\0")
    one.put(one.inside("ORIG_HEAD"), one.git("rev-parse", "concept") + "\n")


def own_files(one):
    """What a rebuilt store has too: settings and programs of the officer, in which the officer alone can judge a name."""
    one.write(one.inside("info/exclude"), "the list of what is ignored", TOLD, ".git/info/exclude", "# {}\n")
    one.write(one.inside("info/eigen"), "a file beside that list")
    one.write(one.inside("hooks/pre-push.sample"), "a hook", TOLD, ".git/hooks/pre-push.sample", "# {}\n")
    one.write(one.inside("description"), "the description", TOLD, ".git/description")
    one.git("config", "branch.concept.description", one.mark("the description of a branch", TOLD, ".git/config"))


def borrowed(one):
    """A store elsewhere whose objects git reads as if they were here."""
    elsewhere = one.folder.parent / "andere-opslag.git"
    subprocess.run(["git", "init", "-q", "--bare", elsewhere], check=True, env=one.env)
    blob = subprocess.run(["git", "-C", elsewhere, "hash-object", "-w", "--stdin"], input=one.mark("a borrowed object"), check=True, env=one.env,
                          capture_output=True, text=True).stdout.strip()
    one.put(one.inside("objects/info/alternates"), f"{elsewhere}/objects\n")
    one.git("tag", "geleend", blob)


def copied(one):
    """Whole histories in a file or folder of their own within the dossier folder: none of git's, and not to be looked into."""
    one.git("bundle", "create", "-q", "reserve.bundle", "main")
    one.places["a bundle of git"] = (TOLD, "reserve.bundle")
    one.git("clone", "-q", "--bare", ".", "reserve.git")
    one.places["a bare copy"] = (TOLD, "reserve.git")
    one.git("clone", "-q", ".", "kopie")
    one.places["a copy with a work tree"] = (TOLD, "kopie/.git")


def in_the_way(one):
    """What is refused, each until what the refusal says is done."""
    second = one.folder.parent / "tweede werkmap"
    one.git("worktree", "add", "-q", second, "concept")
    for name in ("COMMIT_EDITMSG", "logs/HEAD"):
        one.write(one.inside(f"worktrees/tweede werkmap/{name}"), f"another work tree, {name}")
    one.write(one.inside("worktrees/weg/gitdir"), "a work tree that is gone", text="/er/niet/meer/{}\n")
    for name in ("HEAD", "commondir"):
        one.put(one.inside(f"worktrees/weg/{name}"), "ref: refs/heads/concept\n" if name == "HEAD" else "../..\n")
    one.write(one.inside("lfs/objects/17/ab/17ab"), "a large file kept apart")
    one.write(one.inside("modules/bibliotheek/config"), "a repository within this one", text="# {}\n")
    one.put(f"{OTHERS}/bijlagen/los.txt", "Klaargezet.\n")
    one.git("add", f"{OTHERS}/bijlagen/los.txt")


def staged(one):
    """Last of all: what was put ready and not recorded."""
    one.dossier(one.mark("the index"))
    one.git("add", f"{FOLDER}/dossier.md")
    one.dossier("Tekst.")
    one.write(f"{FOLDER}/bijlagen/{PERSON.split()[1]}.txt", "the name of a file that is to be added")
    one.git("add", "-N", f"{FOLDER}/bijlagen")
    assert os.path.exists(one.folder / OTHERS)
