package org.permanence.adapter.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.permanence.durable.FileGroup;

/// Writes the whole configuration of an Asterisk into one directory: the static files unchanged, and what differs
/// by installation into `generated/`, which they include. Run Asterisk with `-C directory/asterisk.conf`.
public final class AsteriskFiles {

    static final List<String> STATIC = List.of(
            "cdr.conf",
            "cel.conf",
            "extensions.conf",
            "features.conf",
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

    /// Optional files that Asterisk warns about if they are missing. Empty ones give the defaults.
    private static final List<String> EMPTY = List.of(
            "acl.conf", "ccss.conf", "cli.conf", "cli_permissions.conf", "codecs.conf", "sorcery.conf", "udptl.conf");

    private AsteriskFiles() {}

    /// The certificate (PEM) that AMI shows over TLS, in a directory that was written for such a model.
    public static String managerCertificate(Path directory) {
        return new ManagerCertificate(directory).certificate();
    }

    /// Writes all files, or throws. `core reload` makes a running Asterisk read them, except modules and ports.
    ///
    /// @param clock tells whether AMI's certificate must be replaced
    /// @throws AsteriskFilesException if a directory cannot be written, or a sound of the fallback is missing
    public static void write(AsteriskModel model, Path directory, InstantSource clock) {
        ConfValues.path("configuration directory", directory);
        requireSounds(model);
        FileGroup group = model.paths().group();
        PrivateDirectory root = PrivateDirectory.readableBy(group, directory);
        STATIC.forEach(name -> root.write(name, resource(name)));
        EMPTY.forEach(name -> root.write(name, "; Nothing: Asterisk's defaults.\n"));
        root.write("asterisk.conf", AsteriskConf.of(model, directory));
        root.write("local-users.nft", LocalUserRules.of(model.network()));
        root.write("peers.nft", PeerRules.of(model));

        PrivateDirectory generated = root.subdirectory("generated");
        generated.write("modules.conf", model.network().audioTap().requireLines());
        generated.write("globals.conf", DialplanFiles.globals(model));
        generated.write("incoming.conf", DialplanFiles.incoming(model));
        generated.write("numbers.conf", DialplanFiles.numbers(model));
        generated.write("fallback.conf", DialplanFiles.fallback(model));
        generated.write(
                "pjsip-transports.conf",
                SipFiles.transports(
                        model.network().sip(), model.protocols(), AsteriskPassword.random(new SecureRandom())));
        generated.write("pjsip-trunks.conf", SipFiles.trunks(model.trunks()));
        generated.write("pjsip-phones.conf", SipFiles.phones(model.phones()));
        ManagerAccess ami = model.network().ami();
        var certificate = new ManagerCertificate(directory);
        if (ami.tls()) {
            certificate.prepare(ami.address().host(), root, clock.instant());
        }
        generated.write("manager-listen.conf", ManagerAndMediaFiles.managerListen(ami, certificate.file()));
        generated.write("manager-accounts.conf", ManagerAndMediaFiles.managerAccounts(model.network()));
        generated.write(
                "rtp-ports.conf", ManagerAndMediaFiles.rtpPorts(model.network().rtp()));
        generated.write("music.conf", ManagerAndMediaFiles.music(model));

        PrivateDirectory state =
                PrivateDirectory.writableBy(group, model.paths().state());
        AsteriskConf.STATE_FOLDERS.forEach(state::subdirectory);
    }

    /// The fallback must play its sounds when nothing else works, so a missing one is an error now.
    private static void requireSounds(AsteriskModel model) {
        if (isEmpty(model.paths().holdMusic())) {
            throw new AsteriskFilesException("sounds: no music (expected: a sound file in "
                    + model.paths().holdMusic() + ")");
        }
        for (String language : model.languages()) {
            Path announcement = model.paths().announcement(language);
            Path question = model.paths().fallbackQuestion(language);
            Path ringing = model.paths().ringing(language);
            List<Path> prompts = model.paths().whileRinging(language);
            if (!Files.isReadable(announcement)
                    || !Files.isReadable(question)
                    || isEmpty(ringing)
                    || prompts.stream().anyMatch(AsteriskFiles::isEmpty)) {
                throw new AsteriskFilesException(
                        "sounds: no announcement in " + language + " (expected: " + announcement + ", " + question
                                + ", and a sound file in " + ringing + " and in each of " + prompts + ")");
            }
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException _) {
            return true; // Missing or unreadable: Asterisk would find no sound either.
        }
    }

    private static String resource(String name) {
        try (InputStream file = AsteriskFiles.class.getResourceAsStream("/asterisk/" + name)) {
            if (file == null) {
                throw new IllegalStateException(
                        "asterisk/" + name + ": missing in the jar (expected: in the dialplan jar)");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AsteriskFilesException("asterisk/" + name + ": unreadable in the jar", e);
        }
    }
}
