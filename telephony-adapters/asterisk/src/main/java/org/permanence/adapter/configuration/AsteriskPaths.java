package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.List;
import org.permanence.practice.Prompts;

/// Where Asterisk finds its program parts, keeps its state and hears our sounds.
///
/// @param modules the folder of Asterisk's modules
/// @param data    Asterisk's own read-only data (`usr/share/asterisk` of its tree)
/// @param state   ours to write: sockets, logs, registrations; one instance of Asterisk each
/// @param sounds  `hold/` (music), and per language `emergency-fr.wav` (the announcement of the fallback),
///                `emergency-fr/` (it, followed by ringing, heard while a line rings) and the same for each prompt
///                of [Prompts#WHILE_RINGING], as it is named: `fr.ringing-emergency/`
public record AsteriskPaths(Path modules, Path data, Path state, Path sounds) {

    /// What a socket's address can hold; Asterisk cuts a longer one short and then answers no command.
    private static final int SOCKET_BYTES = 107;

    public AsteriskPaths {
        ConfValues.path("modules folder", modules);
        ConfValues.path("data folder", data);
        ConfValues.path("state folder", state);
        ConfValues.path("sounds folder", sounds);
        ConfValues.bytes("state folder's control socket", state + "/run/asterisk.ctl", SOCKET_BYTES);
    }

    /// Those of a tree: a directory that holds `usr/sbin/asterisk`, such as the one of `scripts/setup`, or `/`.
    public static AsteriskPaths of(Path tree, Path state, Path sounds) {
        // As Debian names it: the machine's own name of its kind is Java's, but for one.
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        Path libraries = tree.resolve("usr/lib").resolve(machine + "-linux-gnu");
        return new AsteriskPaths(
                libraries.resolve("asterisk/modules"), tree.resolve("usr/share/asterisk"), state, sounds);
    }

    Path announcement(String language) {
        return sounds.resolve("emergency-" + language + ".wav");
    }

    Path ringing(String language) {
        return sounds.resolve("emergency-" + language);
    }

    List<Path> whileRinging(String language) {
        return Prompts.WHILE_RINGING.stream()
                .map(name -> sounds.resolve(language + "." + name))
                .toList();
    }

    Path holdMusic() {
        return sounds.resolve("hold");
    }
}
