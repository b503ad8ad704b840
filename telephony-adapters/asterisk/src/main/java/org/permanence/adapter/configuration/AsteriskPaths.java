package org.permanence.adapter.configuration;

import java.nio.file.Path;
import java.util.List;
import org.permanence.durable.FileGroup;
import org.permanence.practice.Prompts;

/// The directories that Asterisk uses.
///
/// @param modules Asterisk's modules
/// @param data Asterisk's own read-only data (`usr/share/asterisk` of its tree)
/// @param state written by Asterisk: sockets, logs, registrations; one for each Asterisk
/// @param sounds `hold/` (music); for each language `emergency-fr.wav` (the fallback's announcement),
///     `fallback-question-fr.wav` (the question to the person who answers a fallback line behind a trunk) and
///     `emergency-fr/` (the announcement followed by ringing, played while a line rings); and a directory like that
///     for each prompt of [Prompts#WHILE_RINGING], named like `fr.ringing-emergency/`
/// @param group the group of Asterisk's user, if that is another user: it reads the configuration and writes in
/// `state`
public record AsteriskPaths(Path modules, Path data, Path state, Path sounds, FileGroup group) {

    /// The longest address of a socket. Asterisk truncates a longer one and then answers no command.
    private static final int SOCKET_BYTES = 107;

    public AsteriskPaths {
        ConfValues.path("modules directory", modules);
        ConfValues.path("data directory", data);
        ConfValues.path("state directory", state);
        ConfValues.path("sounds directory", sounds);
        ConfValues.bytes("state directory's control socket", state + "/run/asterisk.ctl", SOCKET_BYTES);
    }

    /// The directories of a tree that has `usr/sbin/asterisk`: the one of `scripts/setup`, or `/`.
    public static AsteriskPaths of(Path tree, Path state, Path sounds, FileGroup group) {
        // Debian's name of the machine type is Java's, with one exception.
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        Path libraries = tree.resolve("usr/lib").resolve(machine + "-linux-gnu");
        return new AsteriskPaths(
                libraries.resolve("asterisk/modules"), tree.resolve("usr/share/asterisk"), state, sounds, group);
    }

    Path announcement(String language) {
        return sounds.resolve("emergency-" + language + ".wav");
    }

    Path fallbackQuestion(String language) {
        return sounds.resolve("fallback-question-" + language + ".wav");
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
