package org.permanence.scripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A checkout with the real scripts, and a copy of Debian's archive with one small package in place of Asterisk's.
/// The package's loader prints the version, as Asterisk does with `-V`.
final class Checkout {

    private static final Path ORIGINAL = Path.of("..").toAbsolutePath().normalize();
    private static final Path MODULES = Path.of("dialplan/src/main/asterisk/modules.conf");
    private static final Pattern REQUIRED = Pattern.compile("(?m)^require *= *([a-z0-9_]*\\.so)");

    private final Path root;
    private final Path archive;
    private final Path output;
    private final Path cache;
    private final Path programs;

    /// While a file of the version's name is in this directory, that Asterisk does not say its version.
    private final Path hold;

    /// How a command ended.
    ///
    /// @param printed its standard output and error
    record Ended(int status, String printed) {}

    Checkout(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("checkout"));
        archive = Files.createDirectories(directory.resolve("archive"));
        output = directory.resolve("output");
        cache = directory.resolve("cache");
        programs = Files.createDirectories(directory.resolve("programs"));
        hold = Files.createDirectories(directory.resolve("hold"));
        for (String script : List.of("setup", "pin-asterisk", "check-dependencies", "lib")) {
            copy(
                    ORIGINAL.resolve("scripts").resolve(script),
                    root.resolve("scripts").resolve(script));
        }
        copy(ORIGINAL.resolve(MODULES), root.resolve(MODULES));
    }

    /// The tree in use.
    Path tree() {
        return root.resolve(".permanence/asterisk");
    }

    /// Number of trees in the checkout, unfinished ones included.
    long trees() throws IOException {
        try (Stream<Path> trees = Files.list(root.resolve(".permanence/asterisk-trees"))) {
            return trees.count();
        }
    }

    /// Puts a package into the archive.
    void offer(String version) throws Exception {
        pack(version, "as released");
    }

    /// Puts a package with other contents under the same name into the archive.
    void offerAltered(String version) throws Exception {
        pack(version, "altered");
    }

    void withdraw(String version) throws IOException {
        Files.delete(packageOf(version));
    }

    /// Makes the package, as the archive has it now, the only pinned one.
    void pin(String version) throws Exception {
        String sum = run(List.of("sha256sum", packageOf(version).toString()))
                .printed()
                .substring(0, 64);
        writePins("# A comment.\n" + sum + " pool/" + packageOf(version).getFileName() + "\n");
    }

    /// Replaces the list of pinned packages.
    void writePins(String text) throws IOException {
        Files.writeString(pins(), text);
    }

    /// The pinned packages, without comments.
    List<String> pinned() throws IOException {
        return Files.readAllLines(pins()).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /// Makes the key of the test's archive the one of Debian.
    void trust(Path key) throws IOException {
        Files.writeString(
                root.resolve("scripts/lib/debian.sh"), "\ndebian_keyring() { echo '" + key + "'; }\n", APPEND);
    }

    /// Puts a program in Maven's place.
    void maven(String behaviour) throws IOException {
        script(programs.resolve("mvn"), behaviour);
    }

    /// Puts a program in Node's place.
    void node(String behaviour) throws IOException {
        script(programs.resolve("node"), behaviour);
    }

    Ended checkDependencies(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(root.resolve("scripts/check-dependencies").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// Runs `scripts/pin-asterisk` on an archive with an index.
    Ended pinFrom(Path indexed, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                root.resolve("scripts/pin-asterisk").toString(), "--archive", "file://" + indexed.toAbsolutePath()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// Forgets the packages that were fetched.
    void emptyCache() throws IOException {
        try (Stream<Path> kept = Files.list(cache.resolve("permanence/asterisk-packages"))) {
            for (Path file : kept.toList()) {
                Files.delete(file);
            }
        }
    }

    /// Damages each package that was fetched.
    void damageCache() throws IOException {
        try (Stream<Path> kept = Files.list(cache.resolve("permanence/asterisk-packages"))) {
            for (Path file : kept.toList()) {
                Files.writeString(file, "damaged", APPEND);
            }
        }
    }

    /// Removes all trees.
    void removeTrees() throws Exception {
        run(List.of("rm", "-r", root.resolve(".permanence").toString()));
    }

    Ended setup(String... arguments) throws Exception {
        return run(command(arguments));
    }

    /// Installs the pinned Asterisk.
    ///
    /// @return its version
    String installed() throws Exception {
        Ended setup = setup();
        assertEquals(0, setup.status(), setup.printed());
        return version(tree());
    }

    Process start(String... arguments) throws IOException {
        return processOf(command(arguments));
    }

    /// Starts `scripts/setup --update`, and kills it and its programs when the new tree is unpacked and not yet in
    /// use.
    void killBeforeUse(String version) throws Exception {
        Path held = Files.createFile(hold.resolve(version));
        Process setup = start("--update");
        while (!unpacked()) {
            assertFalse(setup.waitFor(20, TimeUnit.MILLISECONDS), "setup ended before it was killed");
        }
        List<ProcessHandle> programs = setup.descendants().toList();
        setup.destroyForcibly();
        programs.forEach(ProcessHandle::destroyForcibly);
        assertTrue(setup.waitFor(10, TimeUnit.SECONDS), "setup ends");
        Files.delete(held);
    }

    /// What the tree's Asterisk says with `-V`, without its name.
    String version(Path tree) throws Exception {
        Ended asterisk = run(List.of(tree.resolve("lib64/ld-linux-x86-64.so.2").toString(), "-V"));
        return asterisk.printed().strip().replace("Asterisk ", "");
    }

    private boolean unpacked() throws IOException {
        try (Stream<Path> trees = Files.list(root.resolve(".permanence/asterisk-trees"))) {
            return trees.anyMatch(tree -> Files.isSymbolicLink(tree.resolve("tree/usr/share/asterisk/sounds/en")));
        }
    }

    private List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("scripts/setup").toString()));
        command.addAll(List.of("--archive", "copy://" + archive));
        command.addAll(List.of(arguments));
        return command;
    }

    private void pack(String version, String contents) throws Exception {
        Path files = Files.createTempDirectory(archive, "files");
        write(files.resolve("DEBIAN/control"), """
                Package: asterisk
                Version: %s-1
                Architecture: %s
                Maintainer: test
                Description: %s
                """.formatted(version, architecture(), contents));
        script(files.resolve("usr/sbin/asterisk"), "exit 1");
        script(files.resolve("usr/lib64/ld-linux-x86-64.so.2"), """
                for _ in $(seq 200); do [ -e '%s/%s' ] || break; sleep 0.1; done
                echo Asterisk %s
                """.formatted(hold, version, version));
        Path modules = files.resolve("usr/lib/x86_64-linux-gnu/asterisk/modules");
        for (var module = REQUIRED.matcher(Files.readString(ORIGINAL.resolve(MODULES))); module.find(); ) {
            write(modules.resolve(module.group(1)), contents);
        }
        Files.createDirectories(files.resolve("usr/share/asterisk/sounds"));
        write(files.resolve("usr/share/asterisk/last"), contents);
        Ended packed = run(List.of(
                "dpkg-deb", "--build", files.toString(), packageOf(version).toString()));
        assertEquals(0, packed.status(), packed.printed());
    }

    private Path packageOf(String version) throws IOException {
        return Files.createDirectories(archive.resolve("pool")).resolve("asterisk_" + version + "-1_amd64.deb");
    }

    private Path pins() {
        return root.resolve("scripts/lib/asterisk-packages." + architecture());
    }

    private static String architecture() {
        return System.getProperty("os.arch").replace("aarch64", "arm64");
    }

    private static void script(Path file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private Ended run(List<String> command) throws Exception {
        Process process = processOf(command);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "a command does not end: " + command.getFirst());
        return new Ended(process.exitValue(), Files.readString(output, UTF_8));
    }

    private Process processOf(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        return builder.start();
    }
}
