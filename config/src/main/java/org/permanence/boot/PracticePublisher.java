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
import org.permanence.durable.DurableFile;
import org.permanence.durable.DurableFile.Replacement;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeHistory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.practicefile.PracticeDraft;
import org.permanence.practicefile.PracticeSettings;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsReader;
import org.permanence.settings.SettingsReader.Result;
import org.permanence.yaml.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the practices' files say that this house runs by, their history, and the one way to change them while it
/// runs. Used by any thread, one at a time.
///
/// A change is checked with the whole house, spoken, written beside the file, put into the history and into the
/// file's place, and only then valid: the next call meets it, and a call that is here keeps what it has. Whatever
/// fails on that way leaves everything as it was.
final class PracticePublisher {

    /// What becomes of a change.
    sealed interface Outcome {

        /// It is what the next call meets.
        ///
        /// @param version the one that says it
        record Applied(int version) implements Outcome {}

        /// Nothing was changed.
        ///
        /// @param reason for whoever wanted it; may be many lines
        record Refused(String reason) implements Outcome {}
    }

    /// Makes what a practice's callers hear, before any of them can ask for it.
    @FunctionalInterface
    interface PracticePrompts {

        /// Makes it.
        ///
        /// @throws PromptException where it cannot be made
        void prepare(Name practice, PracticeSettings file, int promptRevision);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PracticePublisher.class);
    private static final int MAX_VERSIONS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final PracticeRegistry registry;
    private final PracticePrompts prompts;
    private final PracticeHistory history;
    private final InstantSource clock;
    private volatile InstallationSettings current;
    private boolean initialVersionsRecorded;
    private int promptRevisions;

    PracticePublisher(
            InstallationSettings settings,
            PracticeRegistry registry,
            PracticePrompts prompts,
            PracticeHistory history,
            InstantSource clock) {
        this.current = settings;
        this.registry = registry;
        this.prompts = prompts;
        this.history = history;
        this.clock = clock;
    }

    /// Keeps, once, what the files said when the house started, where they were changed since it last ran. It is a
    /// round of the house, and not a part of its start: callers wait for a start, and need no history.
    ///
    /// @throws StoreUnavailableException where the store is away: the next round tries it again
    void recordInitialVersions() {
        lock.lock();
        try {
            if (!initialVersionsRecorded) {
                history.save(
                        currentTexts(), PracticeChange.FROM_FILE, clock.instant(), PracticePublisher::noFurtherWork);
                initialVersionsRecorded = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /// What this practice's file says that calls meet now; empty for no practice of the house.
    Optional<PracticeSource> text(Name practice) {
        return Optional.ofNullable(current.files().practiceSources().get(practice));
    }

    /// Its versions, newest first.
    List<PracticeVersion> versions(Name practice) {
        return history.latest(id(practice), MAX_VERSIONS);
    }

    Optional<PracticeSource> text(Name practice, int version) {
        return history.source(id(practice), version);
    }

    /// Gives a practice's file another text.
    ///
    /// @throws StoreUnavailableException where the store is away: nothing was changed
    Outcome apply(Name practice, PracticeSource source, PracticeChange change) {
        lock.lock();
        try {
            return switch (new SettingsReader().read(current.files().settingsFile(), draft(practice, source))) {
                case Result.Invalid invalid -> new Outcome.Refused(invalid.description());
                case Result.Valid(var reloaded) -> apply(practice, reloaded, source, change);
            };
        } finally {
            lock.unlock();
        }
    }

    private static Map<Name, PracticeDraft> draft(Name practice, PracticeSource source) {
        return Map.of(practice, new PracticeDraft(practice + ".yaml", source));
    }

    private Outcome apply(Name practice, InstallationSettings reloaded, PracticeSource source, PracticeChange change) {
        List<String> restartReasons = RestartCheck.reasons(practice, current, reloaded);
        if (!restartReasons.isEmpty()) {
            return new Outcome.Refused(String.join("\n", restartReasons));
        }
        Path file = current.files().practiceFile(practice);
        try {
            var onDisk = new PracticeSource(Files.readString(file, StandardCharsets.UTF_8));
            if (!onDisk.equals(source) && !text(practice).equals(Optional.of(onDisk))) {
                return new Outcome.Refused(file.getFileName()
                        + ": written by somebody else since the engine read it (expected: apply what it says, or put"
                        + " it back: permanence practice export " + practice + ")");
            }
            PracticeSettings parsed = reloaded.practice(practice);
            prompts.prepare(practice, parsed, promptRevisions + 1);
            int version = commit(practice, file, onDisk, source, change);
            promptRevisions++;
            registry.update(practice, parsed, promptRevisions);
            current = current.withPractice(practice, parsed, source);
            LOG.atInfo()
                    .addKeyValue("practice", practice)
                    .addKeyValue("version", version)
                    .log("practice.applied");
            return new Outcome.Applied(version);
        } catch (PromptException renderingFailure) {
            return new Outcome.Refused(String.valueOf(renderingFailure.getMessage()));
        } catch (IOException | UncheckedIOException writeFailure) {
            LOG.atWarn()
                    .addKeyValue("practice", practice)
                    .setCause(writeFailure)
                    .log("practice.not-written");
            return new Outcome.Refused(
                    file.getFileName() + ": not written (expected: a directory that the engine's user may write)");
        }
    }

    /// The version and the file, both or neither. A version whose file could not be replaced is rolled back; where
    /// the store fails in the last moment, the file is put back. An engine that dies in between finds the new file
    /// without its version, and keeps it as found.
    private int commit(Name practice, Path file, PracticeSource previous, PracticeSource source, PracticeChange change)
            throws IOException {
        PracticeId id = id(practice);
        history.save(
                Map.of(id, text(practice).orElseThrow()),
                PracticeChange.FROM_FILE,
                clock.instant(),
                PracticePublisher::noFurtherWork);
        try (var replacement = prepareReplacement(file, source)) {
            try {
                return history.save(Map.of(id, source), change, clock.instant(), () -> commit(replacement))
                        .getOrDefault(id, 0);
            } catch (StoreUnavailableException unavailable) {
                if (replacement.isCommitted()) {
                    restore(file, previous);
                }
                throw unavailable;
            }
        }
    }

    private static Replacement prepareReplacement(Path file, PracticeSource source) throws IOException {
        return DurableFile.at(file).prepareReplacement(source.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void commit(Replacement replacement) {
        try {
            replacement.commit();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void restore(Path file, PracticeSource previous) throws IOException {
        try (var replacement = prepareReplacement(file, previous)) {
            replacement.commit();
        }
    }

    private Map<PracticeId, PracticeSource> currentTexts() {
        return current.files().practiceSources().entrySet().stream()
                .collect(Collectors.toMap(entry -> id(entry.getKey()), Map.Entry::getValue));
    }

    private static void noFurtherWork() {}

    private static PracticeId id(Name name) {
        return new PracticeId(name.value());
    }
}
