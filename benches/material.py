"""What is measured over: the generated dossiers as files, as a repository, and as the sources of other site builders."""

import os
import pathlib
import re
import shutil
import subprocess

TODAY = "2026-11-22"
HUGO = {
    "hugo.toml": 'baseURL = "/"\ncontentDir = "{content}"\ndisableKinds = ["RSS", "sitemap", "robotsTXT", "404"]\n[taxonomies]\nstatus = "status"\n',
    "layouts/_default/single.html": "<!doctype html><title>{{{{ .Params.nummer }}}}</title><table>{{{{ range $k, $v := .Params }}}}<tr><th>{{{{ $k }}}}<td>{{{{ $v }}}}{{{{ end }}}}</table>{{{{ .Content }}}}\n",
    "layouts/_default/list.html": "<!doctype html><title>Lijst</title>{{{{ range .Pages }}}}<p><a href={{{{ .RelPermalink }}}}>{{{{ .Params.nummer }}}}</a> {{{{ .Params.onderwerp }}}}{{{{ end }}}}\n",
    "layouts/index.html": "<!doctype html><title>Alles</title>{{{{ range .Site.RegularPages }}}}<p><a href={{{{ .RelPermalink }}}}>{{{{ .Params.nummer }}}}</a> {{{{ .Params.status }}}}{{{{ end }}}}\n",
}
ZOLA = {
    "config.toml": 'base_url = "/"\ntaxonomies = [{ name = "status" }]\nbuild_search_index = false\n',
    "templates/page.html": "<!doctype html><title>{{ page.extra.nummer }}</title><table>{% for k, v in page.extra %}<tr><th>{{ k }}<td>{{ v }}{% endfor %}</table>{{ page.content | safe }}\n",
    "templates/index.html": "<!doctype html><title>Alles</title>{% for page in section.pages %}<p><a href={{ page.permalink }}>{{ page.title }}</a>{% endfor %}\n",
    "templates/section.html": "<!doctype html>\n",
    "templates/taxonomy_list.html": "<!doctype html>\n",
    "templates/taxonomy_single.html": "<!doctype html><title>Lijst</title>{% for page in term.pages %}<p><a href={{ page.permalink }}>{{ page.title }}</a>{% endfor %}\n",
}


class Material:
    """Makes what is asked for once, and remembers where."""

    def __init__(self, work, generator):
        self.work, self.generator = pathlib.Path(work), generator

    def files(self, count):
        return self._made(f"files-{count}", lambda folder: self._generate("files", folder, count))

    def repository(self, count):
        """With the history of every dossier, packed as well as git can."""
        def make(folder):
            self._generate("git", folder, count)
            subprocess.check_call(["git", "-C", folder, "repack", "-adfq"])
        return self._made(f"git-{count}", make)

    def hugo(self, count):
        return self._made(f"hugo-{count}", lambda folder: written(folder, HUGO, self.files(count) / "dossiers"))

    def zola(self, count):
        """Its front matter knows no field of one's own but under `extra`."""
        def make(folder):
            written(folder, ZOLA, None)
            (folder / "content").mkdir()
            (folder / "content/_index.md").write_text("+++\n+++\n")
            for path in self.files(count).glob("dossiers/*/*/dossier.md"):
                (folder / f"content/{path.parent.name}.md").write_text(for_zola(path.read_text()))
        return self._made(f"zola-{count}", make)

    def _generate(self, mode, folder, count):
        subprocess.check_call([self.generator, mode, folder, str(count), "--today", TODAY])

    def _made(self, name, make):
        folder = self.work / name
        if not folder.exists():
            make(folder)
        return folder


def written(folder, files, content):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(content=content) if content else text)


def for_zola(text):
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    number, status = (re.search(rf"^{key}: (.*)$", head, re.M)[1] for key in ("nummer", "status"))
    extra = "".join(f"  {line}\n" for line in head.splitlines())
    return f"---\ntitle: {number}\ntaxonomies:\n  status: [{status}]\nextra:\n{extra}---\n{body}"


def emptied(folder):
    """Without what was in it, as `rm -rf` leaves it."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def room():
    """Where to work: in memory when that can be written, since the making of files on a disk varies tenfold."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
