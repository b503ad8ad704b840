package org.permanence.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The command `permanence-verify`: prints one line for each finding. Exit code 0 if the log is intact, 1 if it is
/// not, 2 if it could not be read.
public final class VerifyCommand {

    private static final String USAGE = """
            usage: permanence-verify LOG-DIRECTORY [--key FILE] [--known FILE]... [--practice ID]
                   [--inclusion N] [--consistency A B] [--recordings DIRECTORY]
              --key          the installation's public key, name+id+base64: without it no signature is checked
              --known        checkpoints kept elsewhere, which the log must agree with: without one,
                             a log that lost its end looks whole
              --practice     how many entries the practice has
              --inclusion    prints and checks the proof that entry N is in the log
              --consistency  prints and checks the proof that the log of B entries begins with that of A
              --recordings   compares each sealed recording that is there with the digest in the log,
                             and names those of which the log does not know that they were sealed""";

    private final Arguments arguments;
    private final PrintStream out;
    private final RecordingsCheck recordings;
    private MerkleTree tree = new MerkleTree();

    private VerifyCommand(Arguments arguments, PrintStream out, InstantSource clock) {
        this.arguments = arguments;
        this.out = out;
        this.recordings = new RecordingsCheck(arguments.recordings, out, clock);
    }

    public static void main(String[] args) {
        int code = run(List.of(args), System.out, InstantSource.system());
        System.out.flush();
        System.exit(code);
    }

    /// Runs the command line.
    ///
    /// @param clock tells whether a recording was written to within the last minute
    /// @return the exit code
    public static int run(List<String> args, PrintStream out, InstantSource clock) {
        Optional<Arguments> arguments = Arguments.parse(args);
        if (arguments.isEmpty()) {
            out.println(USAGE);
            return 2;
        }
        try {
            return new VerifyCommand(arguments.get(), out, clock).verify() ? 0 : 1;
        } catch (IOException | VerifyException fault) {
            out.println("not verified: " + fault.getMessage());
            return 2;
        }
    }

    private boolean verify() throws IOException {
        Optional<NoteKey> key = Optional.empty();
        if (arguments.key != null) {
            key = Optional.of(NoteKey.parse(Files.readString(arguments.key)));
        } else {
            out.println("note: no key is given, signatures are not checked");
        }
        Optional<NoteKey> signer = key;
        List<SignedNote> held = new ArrayList<>();
        for (Path known : arguments.known) {
            held.addAll(SignedNote.parseAll(Files.readString(known)));
        }
        for (SignedNote note : held) {
            if (signer.isPresent() && !note.isSignedBy(signer.get())) {
                throw new VerifyException("known checkpoint: not signed by the key (expected: its signature)");
            }
        }
        if (!held.isEmpty() && Files.notExists(arguments.log)) {
            out.println("bad: the log is missing (expected: the one of the checkpoint that was kept elsewhere)");
            return false;
        }
        var report = new LogVerifier(
                        LogFiles.in(arguments.log),
                        note -> signer.map(note::isSignedBy).orElse(true),
                        held,
                        this::onHead,
                        this::onEntry)
                .verify();
        report.findings().forEach(finding -> out.println("bad: " + finding));
        boolean good = report.isIntact();
        if (good) {
            printSummary(report);
        }
        boolean proven = !good || printProofs();
        return recordings.areIntact() && good && proven;
    }

    private void onHead(LogPosition head) {
        tree = new MerkleTree(head.range());
        recordings.onHead(head);
    }

    private void onEntry(Entry entry) {
        tree.add(entry.leaf());
        recordings.onEntry(entry);
    }

    private void printSummary(LogVerifier.Report report) {
        LogPosition end = report.end();
        out.println("whole: " + end.size() + " entries, " + report.checkpoints().size() + " checkpoints, root "
                + end.root() + (end.time().isEmpty() ? "" : ", last at " + end.time()));
        if (report.unsigned() > 0) {
            out.println("note: the last " + report.unsigned() + " entries are covered by no checkpoint yet");
        }
        if (arguments.known.isEmpty()) {
            out.println("note: no checkpoint kept elsewhere is given, a missing end of the log is not found");
        }
        if (arguments.practice != null) {
            out.println("practice " + arguments.practice + ": " + end.count(arguments.practice)
                    + " entries, none of their numbers missing");
        }
    }

    private boolean printProofs() {
        boolean good = true;
        if (arguments.inclusion.isPresent()) {
            long index = arguments.inclusion.getAsLong();
            List<Hash> proof = tree.inclusionProof(index, tree.size());
            Hash leaf = tree.leaf(index);
            good = MerkleProofs.isIncluded(tree.root(tree.size()), tree.size(), index, leaf, proof);
            out.println("inclusion of " + index + " in " + tree.size() + ", leaf " + leaf + verdict(good, proof));
        }
        if (arguments.earlier.isPresent()) {
            long earlier = arguments.earlier.getAsLong();
            long size = arguments.later.orElseThrow();
            List<Hash> proof = tree.consistencyProof(earlier, size);
            boolean extend = MerkleProofs.isConsistent(tree.root(earlier), earlier, tree.root(size), size, proof);
            good &= extend;
            out.println("consistency of " + earlier + " with " + size + verdict(extend, proof));
        }
        return good;
    }

    private static String verdict(boolean good, List<Hash> proof) {
        return ": " + (good ? "proven by " : "not proven by ") + proof;
    }

    private static final class Arguments {

        private final Path log;
        private @Nullable Path key;
        private final List<Path> known = new ArrayList<>();
        private @Nullable Path recordings;
        private @Nullable String practice;
        private OptionalLong inclusion = OptionalLong.empty();
        private OptionalLong earlier = OptionalLong.empty();
        private OptionalLong later = OptionalLong.empty();

        private Arguments(Path log) {
            this.log = log;
        }

        static Optional<Arguments> parse(List<String> args) {
            if (args.isEmpty() || args.getFirst().startsWith("--")) {
                return Optional.empty();
            }
            var arguments = new Arguments(Path.of(args.getFirst()));
            var rest = new ArrayList<>(args.subList(1, args.size()));
            try {
                while (!rest.isEmpty()) {
                    if (!arguments.parseOption(rest.removeFirst(), rest)) {
                        return Optional.empty();
                    }
                }
            } catch (NumberFormatException | NoSuchElementException _) {
                return Optional.empty();
            }
            return Optional.of(arguments);
        }

        private boolean parseOption(String option, List<String> rest) {
            switch (option) {
                case "--key" -> key = Path.of(rest.removeFirst());
                case "--known" -> known.add(Path.of(rest.removeFirst()));
                case "--recordings" -> recordings = Path.of(rest.removeFirst());
                case "--practice" -> practice = rest.removeFirst();
                case "--inclusion" -> inclusion = OptionalLong.of(Long.parseLong(rest.removeFirst()));
                case "--consistency" -> {
                    earlier = OptionalLong.of(Long.parseLong(rest.removeFirst()));
                    later = OptionalLong.of(Long.parseLong(rest.removeFirst()));
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
