package org.permanence.publish;

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
import org.permanence.durable.DurableFile;
import org.permanence.durable.DurableFile.Replacement;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeHistory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticePublishing;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.PracticeVersion;
import org.permanence.practice.PublishOutcome;
import org.permanence.practice.PublishOutcome.Applied;
import org.permanence.practice.PublishOutcome.Refused;
import org.permanence.practice.ShorterRetention;
import org.permanence.practicefile.PracticeDraft;
import org.permanence.practicefile.PracticeFile;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.SettingsReader;
import org.permanence.settings.SettingsReader.Result;
import org.permanence.yaml.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes practices' files. Thread-safe; publishes one file at a time.
///
/// 1. Check the text together with the whole installation.
/// 2. Refuse a change that needs a restart.
/// 3. Render the prompts.
/// 4. Write the text to a temporary file beside the practice's file.
/// 5. Save the version, and replace the file in the same transaction.
/// 6. Hand the practice to the registry: the next call uses it, and running calls keep the previous one.
///
/// If a step fails, nothing changes.
public final class PracticePublisher implements PracticePublishing {

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

    /// @param settings the settings read at startup
    public PracticePublisher(
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

    /// Saves a version of each file that changed while the engine was down. Succeeds once. Runs as a periodic task,
    /// because callers wait for the engine to start and need no history.
    ///
    /// @throws StoreUnavailableException if the database does not answer; the task tries again
    public void recordInitialVersions() {
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

    /// Whether the installation has or had the practice.
    public boolean isKnown(PracticeId practice) {
        return registry.find(practice).isPresent()
                || !history.latest(practice, 1).isEmpty();
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice) {
        return Optional.ofNullable(currentTexts().get(practice));
    }

    @Override
    public Optional<PracticeSource> source(PracticeId practice, int version) {
        return history.source(practice, version);
    }

    @Override
    public List<PracticeVersion> versions(PracticeId practice) {
        return history.latest(practice, MAX_VERSIONS);
    }

    @Override
    public PublishOutcome publish(PracticeId practice, PracticeSource source, PracticeChange change) {
        return publish(practice, source, change, false);
    }

    @Override
    public PublishOutcome publishApproved(PracticeId practice, PracticeSource source, PracticeChange change) {
        return publish(practice, source, change, true);
    }

    private PublishOutcome publish(
            PracticeId practice, PracticeSource source, PracticeChange change, boolean mayShortenRetention) {
        var name = new Name(practice.value());
        lock.lock();
        try {
            return switch (read(name, source)) {
                case Result.Invalid invalid -> new Refused(invalid.description());
                case Result.Valid(var reloaded) -> {
                    Optional<ShorterRetention> shorter = shorterRetention(name, reloaded);
                    yield shorter.isPresent() && !mayShortenRetention
                            ? new Refused("recording.retention-days: "
                                    + shorter.get().days()
                                    + " is shorter than " + shorter.get().before()
                                    + " (expected: no shorter without a second person; apply it again)")
                            : apply(name, reloaded, source, change);
                }
            };
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ShorterRetention> shorterRetention(PracticeId practice, PracticeSource source) {
        var name = new Name(practice.value());
        return read(name, source) instanceof Result.Valid(var reloaded)
                ? shorterRetention(name, reloaded)
                : Optional.empty();
    }

    private Optional<ShorterRetention> shorterRetention(Name practice, InstallationSettings reloaded) {
        Optional<Integer> before = retentionDays(practice, current);
        Optional<Integer> days = retentionDays(practice, reloaded);
        return before.isPresent() && days.isPresent() && days.get() < before.get()
                ? Optional.of(new ShorterRetention(before.get(), days.get()))
                : Optional.empty();
    }

    private static Optional<Integer> retentionDays(Name practice, InstallationSettings settings) {
        return Optional.ofNullable(settings.practiceFiles().get(practice))
                .map(file -> file.practice().recordings().retentionDays());
    }

    private Result read(Name practice, PracticeSource source) {
        return new SettingsReader().read(current.files().settingsFile(), draft(practice, source));
    }

    private static Map<Name, PracticeDraft> draft(Name practice, PracticeSource source) {
        return Map.of(practice, new PracticeDraft(practice + ".yaml", source));
    }

    private PublishOutcome apply(
            Name practice, InstallationSettings reloaded, PracticeSource source, PracticeChange change) {
        List<String> restartReasons = RestartCheck.reasons(practice, current, reloaded);
        if (!restartReasons.isEmpty()) {
            return new Refused(String.join("\n", restartReasons));
        }
        Path file = current.files().practiceFile(practice);
        try {
            var onDisk = new PracticeSource(Files.readString(file, StandardCharsets.UTF_8));
            if (!onDisk.equals(source) && !source(id(practice)).equals(Optional.of(onDisk))) {
                return new Refused(file.getFileName()
                        + ": changed since the engine read it (expected: apply the text of the file, or restore it:"
                        + " permanence practice export " + practice + ")");
            }
            PracticeFile parsed = reloaded.practiceFile(practice).withPromptRevision(promptRevisions + 1);
            Optional<String> renderingFailure = prompts.prepare(parsed);
            if (renderingFailure.isPresent()) {
                return new Refused(renderingFailure.get());
            }
            int version = commit(practice, file, onDisk, source, change);
            promptRevisions++;
            registry.update(parsed);
            current = current.withPracticeFile(practice, parsed, source);
            LOG.atInfo()
                    .addKeyValue("practice", practice)
                    .addKeyValue("version", version)
                    .log("practice.applied");
            return new Applied(version);
        } catch (IOException | UncheckedIOException writeFailure) {
            LOG.atWarn()
                    .addKeyValue("practice", practice)
                    .setCause(writeFailure)
                    .log("practice.write-failed");
            return new Refused(
                    file.getFileName() + ": not written (expected: a directory that the engine's user may write)");
        }
    }

    /// Saves the version and replaces the file: both or neither. If the file cannot be replaced, the version is
    /// rolled back; if the commit fails, the file is restored. If the engine dies in between, the next start finds
    /// the new file without a version and saves one.
    private int commit(Name practice, Path file, PracticeSource previous, PracticeSource source, PracticeChange change)
            throws IOException {
        PracticeId id = id(practice);
        history.save(
                Map.of(id, source(id).orElseThrow()),
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
