package org.permanence.dialplan.asterisk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Writes the whole configuration of an Asterisk into one folder: our static files as they are, and what differs
/// from house to house into `generated/`, which they include. Run Asterisk with `-C folder/asterisk.conf`.
public final class AsteriskFiles {

    static final List<String> STATIC = List.of(
            "cdr.conf",
            "cel.conf",
            "extensions.conf",
            "http.conf",
            "indications.conf",
            "logger.conf",
            "manager.conf",
            "modules.conf",
            "musiconhold.conf",
            "pjproject.conf",
            "pjsip.conf",
            "rtp.conf",
            "stasis.conf");

    /// Asterisk asks for these and warns when they are not there. It gets its defaults.
    private static final List<String> EMPTY = List.of(
            "acl.conf",
            "ccss.conf",
            "cli.conf",
            "cli_permissions.conf",
            "codecs.conf",
            "features.conf",
            "sorcery.conf",
            "udptl.conf");

    private AsteriskFiles() {}

    /// Writes everything, or throws. A running Asterisk takes it by `core reload`, but for modules and ports.
    ///
    /// @throws AsteriskFilesException when a folder cannot be written, or a sound of the fallback is not there
    public static void write(AsteriskHouse house, Path directory) {
        Checked.path("configuration folder", directory);
        requireSounds(house);
        PrivateFolder folder = PrivateFolder.open(directory);
        STATIC.forEach(name -> folder.write(name, resource(name)));
        EMPTY.forEach(name -> folder.write(name, "; Nothing: Asterisk's defaults.\n"));
        folder.write("asterisk.conf", MainFile.of(house, directory));

        PrivateFolder generated = folder.folder("generated");
        generated.write("modules.conf", house.network().hearing().required());
        generated.write("globals.conf", DialplanFiles.globals(house));
        generated.write("incoming.conf", DialplanFiles.incoming(house));
        generated.write("fallback.conf", DialplanFiles.fallback(house));
        generated.write(
                "pjsip-transports.conf", SipFiles.transports(house.network().sip()));
        generated.write("pjsip-trunks.conf", SipFiles.trunks(house.trunks()));
        generated.write("pjsip-phones.conf", SipFiles.phones(house.phones()));
        generated.write(
                "manager-listen.conf", DoorFiles.managerListen(house.network().ami()));
        generated.write(
                "manager-accounts.conf",
                DoorFiles.managerAccounts(house.network().ami()));
        generated.write("rtp-ports.conf", DoorFiles.rtpPorts(house.network().rtp()));
        generated.write("music.conf", DoorFiles.music(house));

        PrivateFolder state = PrivateFolder.open(house.folders().state());
        MainFile.STATE_FOLDERS.forEach(state::folder);
    }

    /// The fallback must speak when nothing else works, so its sounds are missed now and not then.
    private static void requireSounds(AsteriskHouse house) {
        if (isEmpty(house.folders().hold())) {
            throw new AsteriskFilesException(
                    "sounds: no music (expected: a sound in " + house.folders().hold() + ")");
        }
        for (String language : languages(house)) {
            Path announcement = house.folders().announcement(language);
            Path ringing = house.folders().ringing(language);
            List<Path> prompts = house.folders().whileRinging(language);
            if (!Files.isReadable(announcement)
                    || isEmpty(ringing)
                    || prompts.stream().anyMatch(AsteriskFiles::isEmpty)) {
                throw new AsteriskFilesException("sounds: no announcement in " + language + " (expected: "
                        + announcement + ", and a sound in " + ringing + " and in each of " + prompts + ")");
            }
        }
    }

    static List<String> languages(AsteriskHouse house) {
        return house.practices().stream()
                .map(AnsweredPractice::language)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException _) {
            return true; // Not there, or not ours to read: Asterisk would find no sound either.
        }
    }

    private static String resource(String name) {
        try (InputStream file = AsteriskFiles.class.getResourceAsStream("/asterisk/" + name)) {
            if (file == null) {
                throw new IllegalStateException("asterisk/" + name + ": not in the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AsteriskFilesException("asterisk/" + name + ": unreadable in the program", e);
        }
    }
}
