package org.permanence.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.permanence.adapter.audio.PromptException;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeHistory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeDraft;
import org.permanence.settings.PracticeSettings;
import org.permanence.settings.SettingsReader;
import org.permanence.settings.SettingsReader.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the practices' files say that this house runs by, their history, and the one way to change them while it
/// runs. Used by any thread, one at a time.
///
/// A change is checked with the whole house, spoken, written beside the file, put into the history and into the
/// file's place, and only then valid: the next call meets it, and a call that is here keeps what it has. Whatever
/// fails on that way leaves everything as it was.
final class RunningPractices {

    /// What becomes of a change.
    sealed interface Outcome {

        /// It is what the next call meets.
        ///
        /// @param version the one that says it
        record Applied(int version) implements Outcome {}

        /// Nothing was changed.
        ///
        /// @param why for whoever wanted it; may be many lines
        record Refused(String why) implements Outcome {}
    }

    /// Makes what a practice's callers hear, before any of them can ask for it.
    @FunctionalInterface
    interface Speaking {

        /// Makes it.
        ///
        /// @throws PromptException where it cannot be made
        void prepare(Name practice, PracticeSettings file, int edition);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunningPractices.class);
    private static final int MOST_VERSIONS = 1_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final Practices practices;
    private final Speaking speaking;
    private final PracticeHistory history;
    private final InstantSource clock;
    private volatile InstallationSettings current;
    private boolean remembered;
    private int editions;

    RunningPractices(
            InstallationSettings settings,
            Practices practices,
            Speaking speaking,
            PracticeHistory history,
            InstantSource clock) {
        this.current = settings;
        this.practices = practices;
        this.speaking = speaking;
        this.history = history;
        this.clock = clock;
    }

    /// Keeps, once, what the files said when the house started, where they were changed since it last ran. It is a
    /// round of the house, and not a part of its start: callers wait for a start, and need no history.
    ///
    /// @throws StoreUnavailableException where the store is away: the next round tries it again
    void remember() {
        turn.lock();
        try {
            if (!remembered) {
                history.save(all(), PracticeChange.FROM_FILE, clock.instant(), RunningPractices::nothingElse);
                remembered = true;
            }
        } finally {
            turn.unlock();
        }
    }

    /// What this practice's file says that calls meet now; empty for no practice of the house.
    Optional<PracticeSource> text(Name practice) {
        return Optional.ofNullable(current.files().practiceSources().get(practice));
    }

    /// Its versions, newest first.
    List<PracticeVersion> versions(Name practice) {
        return history.latest(id(practice), MOST_VERSIONS);
    }

    Optional<PracticeSource> text(Name practice, int version) {
        return history.source(id(practice), version);
    }

    /// Gives a practice's file another text.
    ///
    /// @throws StoreUnavailableException where the store is away: nothing was changed
    Outcome apply(Name practice, PracticeSource source, PracticeChange change) {
        turn.lock();
        try {
            return switch (new SettingsReader().read(current.files().settingsFile(), draft(practice, source))) {
                case Result.Invalid(var problems) -> new Outcome.Refused(HouseOption.told(problems));
                case Result.Valid(var reloaded) -> apply(practice, reloaded, source, change);
            };
        } finally {
            turn.unlock();
        }
    }

    private static Map<Name, PracticeDraft> draft(Name practice, PracticeSource source) {
        return Map.of(practice, new PracticeDraft(practice + ".yaml", source));
    }

    private Outcome apply(Name practice, InstallationSettings reloaded, PracticeSource source, PracticeChange change) {
        List<String> fixed = Restart.needed(practice, current, reloaded);
        if (!fixed.isEmpty()) {
            return new Outcome.Refused(String.join("\n", fixed));
        }
        Path file = current.files().practiceFile(practice);
        try {
            var before = new PracticeSource(Files.readString(file, StandardCharsets.UTF_8));
            if (!before.equals(source) && !text(practice).equals(Optional.of(before))) {
                return new Outcome.Refused(file.getFileName()
                        + ": written by somebody else since the engine read it (expected: apply what it says, or put"
                        + " it back: permanence practice export " + practice + ")");
            }
            PracticeSettings read = reloaded.practice(practice);
            speaking.prepare(practice, read, editions + 1);
            int version = keep(practice, file, before, source, change);
            editions++;
            practices.replace(practice, read, editions);
            current = current.withPractice(practice, read, source);
            LOG.atInfo()
                    .addKeyValue("practice", practice)
                    .addKeyValue("version", version)
                    .log("practice.applied");
            return new Outcome.Applied(version);
        } catch (PromptException silent) {
            return new Outcome.Refused(String.valueOf(silent.getMessage()));
        } catch (IOException | UncheckedIOException unwritten) {
            LOG.atWarn().addKeyValue("practice", practice).setCause(unwritten).log("practice.not-written");
            return new Outcome.Refused(
                    file.getFileName() + ": not written (expected: a directory that the engine's user may write)");
        }
    }

    /// The version and the file, both or neither. A version whose file could not be replaced is rolled back; where
    /// the store fails in the last moment, the file is put back. An engine that dies in between finds the new file
    /// without its version, and keeps it as found.
    private int keep(Name practice, Path file, PracticeSource before, PracticeSource source, PracticeChange change)
            throws IOException {
        PracticeId id = id(practice);
        history.save(
                Map.of(id, text(practice).orElseThrow()),
                PracticeChange.FROM_FILE,
                clock.instant(),
                RunningPractices::nothingElse);
        try (var next = Replacement.of(file, source.text())) {
            try {
                return history.save(Map.of(id, source), change, clock.instant(), next::place)
                        .getOrDefault(id, 0);
            } catch (StoreUnavailableException unavailable) {
                if (next.isPlaced()) {
                    putBack(file, before);
                }
                throw unavailable;
            }
        }
    }

    private static void putBack(Path file, PracticeSource before) throws IOException {
        try (var former = Replacement.of(file, before.text())) {
            former.place();
        }
    }

    private Map<PracticeId, PracticeSource> all() {
        return current.files().practiceSources().entrySet().stream()
                .collect(Collectors.toMap(text -> id(text.getKey()), Map.Entry::getValue));
    }

    private static void nothingElse() {}

    private static PracticeId id(Name name) {
        return new PracticeId(name.value());
    }
}
