package org.permanence.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An Asterisk installation to run: the host's own, or a private tree from another release of the distribution, run
/// with its own loader and libraries.
///
/// @param command how to start it, without arguments
/// @param root the directory that contains `usr`
public record AsteriskTree(List<String> command, Path root) {

    /// The system property that names a private tree.
    public static final String PROPERTY = "permanence.asterisk";

    /// A user by number: the machine need not have one.
    public static final String OTHER_USER = "61002";

    /// The oldest version that the dialplan supports.
    private static final List<Integer> OLDEST_SUPPORTED = List.of(22, 10, 1);

    private static final Path PROGRAM = Path.of("usr/sbin/asterisk");
    private static final Pattern VERSION = Pattern.compile("Asterisk (?:certified/)?(\\d+)\\.(\\d+)\\.(\\d+)");

    public AsteriskTree {
        command = List.copyOf(command);
    }

    /// Why [#find] found no Asterisk: the reason of a skipped test.
    public static String whyNotFound() {
        return "no Asterisk: -D%s names no tree, /usr/sbin/asterisk is absent or older than 22.10.1"
                .formatted(PROPERTY);
    }

    public static Optional<AsteriskTree> find() {
        String named = System.getProperty(PROPERTY, "");
        Path root = Path.of("/");
        if (!named.isEmpty()) {
            return privateTree(Path.of(named).toAbsolutePath());
        }
        var host = new AsteriskTree(List.of(root.resolve(PROGRAM).toString()), root);
        return Files.isExecutable(root.resolve(PROGRAM)) && host.isNewEnough() ? Optional.of(host) : Optional.empty();
    }

    /// The same Asterisk, run as [#OTHER_USER] in a group. Only root may start it.
    AsteriskTree inGroup(String group) {
        List<String> asOtherUser =
                new ArrayList<>(List.of("setpriv", "--reuid=" + OTHER_USER, "--regid=" + group, "--clear-groups"));
        asOtherUser.addAll(command);
        return new AsteriskTree(asOtherUser, root);
    }

    /// The directory of the modules.
    public Path modules() {
        Path lib = root.resolve("usr/lib");
        try (Stream<Path> folders = Files.list(lib)) {
            return Stream.concat(Stream.of(lib), folders)
                    .map(folder -> folder.resolve("asterisk/modules"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> new LabException("asterisk: no modules under usr/lib"));
        } catch (IOException e) {
            throw new LabException("asterisk: usr/lib not readable", e);
        }
    }

    /// The directory of documentation and sounds (`astdatadir`), without which Asterisk does not start.
    public Path data() {
        return root.resolve("usr/share/asterisk");
    }

    private static Optional<AsteriskTree> privateTree(Path root) {
        Path loader = root.resolve("lib64/ld-linux-x86-64.so.2");
        Path program = root.resolve(PROGRAM);
        if (!Files.isRegularFile(program) || !Files.isRegularFile(loader)) {
            return Optional.empty();
        }
        String libraries = root.resolve("usr/lib/x86_64-linux-gnu").toString();
        return Optional.of(
                new AsteriskTree(List.of(loader.toString(), "--library-path", libraries, program.toString()), root));
    }

    private boolean isNewEnough() {
        Matcher version = VERSION.matcher(run("-V"));
        if (!version.find()) {
            return false;
        }
        for (int i = 0; i < OLDEST_SUPPORTED.size(); i++) {
            int part = Integer.parseInt(version.group(i + 1));
            if (part != OLDEST_SUPPORTED.get(i)) {
                return part > OLDEST_SUPPORTED.get(i);
            }
        }
        return true;
    }

    private String run(String option) {
        List<String> commandLine = new ArrayList<>(command);
        commandLine.add(option);
        try {
            Process process =
                    new ProcessBuilder(commandLine).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor(5, TimeUnit.SECONDS) ? printed : "";
        } catch (IOException _) {
            return ""; // An Asterisk that does not run does not count.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("asterisk: interrupted", e);
        }
    }
}
