package org.permanence.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.permanence.access.AccessRequest;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.CallbackNumbers;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.FileRootKey;
import org.permanence.seal.FolderKeyStore;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.KeyStore;
import org.permanence.seal.Pseudonyms;
import org.permanence.seal.ReasonSealer;
import org.permanence.seal.RootKey;
import org.permanence.seal.SealException;
import org.permanence.seal.TokenRootKey;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.RootKeySettings;
import org.permanence.settings.SecretFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The installation's keys, and what is derived from them: pseudonyms, and the numbers of callbacks.
final class KeyModule implements EngineModule {

    private static final Logger LOG = LoggerFactory.getLogger(KeyModule.class);
    private static final Duration EXPIRY_INTERVAL = Duration.ofHours(1);

    private final KeyStore store;
    private final KeyChain keys;
    private final int rewrappedKeys;
    private final Map<PracticeId, DecryptionPolicy> policies;
    private final Map<PracticeId, ReasonSealer> reasonSealers;
    private final Pseudonyms pseudonyms;
    private final CallbackNumbers callbackNumbers;
    private final InstantSource clock;

    /// Opens the key store. If the settings name a previous root key, moves the store to the current one.
    ///
    /// @throws SealException if the root key or the key store cannot be opened
    KeyModule(InstallationSettings settings, InstantSource clock) {
        this.clock = clock;
        var archive = settings.archive();
        store = new FolderKeyStore(archive.keys());
        keys = new KeyChain(store, openRootKey(archive.rootKey()));
        rewrappedKeys = archive.previousRootKey()
                .map(previous -> keys.rotateRoot(openRootKey(previous)))
                .orElse(0);
        policies = decryptionPolicies(settings);
        reasonSealers = reasonSealers(settings);
        pseudonyms = new Pseudonyms(keys);
        callbackNumbers = new CallbackNumbers(keys);
    }

    @Override
    public void schedule(PeriodicTasks tasks) {
        tasks.schedule(
                EXPIRY_INTERVAL, "callback-key-expiry", () -> callbackNumbers.destroyExpiredKeys(clock.instant()));
    }

    KeyStore store() {
        return store;
    }

    KeyChain keys() {
        return keys;
    }

    /// How many keys were moved to the current root key at the start.
    int rewrappedKeys() {
        return rewrappedKeys;
    }

    KeyRelease release() {
        return new KeyRelease(keys);
    }

    Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    CallbackNumbers callbackNumbers() {
        return callbackNumbers;
    }

    /// Who can decrypt the recordings of a practice.
    Function<PracticeId, DecryptionPolicy> policies() {
        return practice -> policies.getOrDefault(practice, new DecryptionPolicy.PlatformOnly());
    }

    /// The pseudonym of a caller; empty if the keys are not available.
    Optional<String> callerPseudonym(PracticeId practice, PhoneNumber number) {
        try {
            return Optional.of(pseudonyms.of(practice, number));
        } catch (SealException unavailable) {
            LOG.atWarn().setCause(unavailable).log("caller.pseudonym-unavailable");
            return Optional.empty();
        }
    }

    /// Seals the reason for an access for the data protection officer of the practice whose data it is about.
    AccessRequest.Reason sealReason(PersonalText reason) {
        return practice -> Optional.of(Optional.ofNullable(reasonSealers.get(practice))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "reason: no key to seal it with (expected: recording.data-protection-officer-key in the practice file)"))
                .seal(reason));
    }

    @Override
    public void close() {}

    private static RootKey openRootKey(RootKeySettings settings) {
        return switch (settings) {
            case RootKeySettings.InFile(Path file) -> FileRootKey.read(file);
            case RootKeySettings.InToken(Path module, int slot, String label, SecretFile pin) ->
                TokenRootKey.open(module, slot, pin.read().text().toCharArray(), label);
        };
    }

    private static Map<PracticeId, DecryptionPolicy> decryptionPolicies(InstallationSettings settings) {
        return settings.practiceFiles().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new PracticeId(entry.getKey().value()),
                        entry -> entry.getValue().recordingRecipients().decryptionPolicy()));
    }

    private static Map<PracticeId, ReasonSealer> reasonSealers(InstallationSettings settings) {
        Map<PracticeId, ReasonSealer> sealers = new HashMap<>();
        settings.practiceFiles()
                .forEach((name, practice) -> practice.recordingRecipients()
                        .dataProtectionOfficer()
                        .ifPresent(key -> sealers.put(new PracticeId(name.value()), new ReasonSealer(key))));
        return Map.copyOf(sealers);
    }
}
