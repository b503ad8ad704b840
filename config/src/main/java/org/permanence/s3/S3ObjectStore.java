package org.permanence.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.recording.ObjectStore;
import org.permanence.seal.RecordingId;
import org.permanence.settings.SettingsException;
import org.permanence.settings.StoreSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Recordings as objects of one bucket, `recordings/ID.prec`. Keys and region are the settings' alone: nothing is
/// looked up in the environment, in files of the user's, or at a cloud's address for it.
public final class S3ObjectStore implements ObjectStore {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /// A line slower than that brings the recordings of no house.
    private static final long BYTES_A_SECOND = 64 * 1024;

    /// What failed once on a connection that was kept too long works on a new one.
    private static final int TRIES = 2;

    private static final int NOT_FOUND = 404;

    private final StoreSettings settings;
    private final Duration patience;
    private @Nullable S3Client client;

    public S3ObjectStore(StoreSettings settings) {
        this(settings, PATIENCE);
    }

    /// @param patience with one answer; what is brought there has more, by its length
    S3ObjectStore(StoreSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /// Made when the store is first asked: the library takes two seconds of a processor, which a start has not.
    private synchronized S3Client client() {
        S3Client made = client;
        if (made == null) {
            made = build();
            client = made;
        }
        return made;
    }

    private S3Client build() {
        return S3Client.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(this::credentials)
                .defaultsMode(DefaultsMode.STANDARD)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(true)
                        .chunkedEncodingEnabled(false) // Not every store reads it.
                        .build())
                // Checksums of Amazon's own; ours are read back.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(usual -> usual.defaultProfileFile(
                                ProfileFile.aggregator().build())
                        .retryStrategy(retries -> retries.maxAttempts(TRIES)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(patience))
                .build();
    }

    /// Read for each request: a key that is changed is used at once.
    private AwsCredentials credentials() {
        return AwsBasicCredentials.create(
                settings.accessKey().read().text(), settings.secretKey().read().text());
    }

    @Override
    public void put(RecordingId recording, Path file) throws IOException {
        RequestBody body = RequestBody.fromFile(file);
        Duration whole = patience.plusSeconds(body.optionalContentLength().orElse(0L) / BYTES_A_SECOND);
        answer(
                recording,
                () -> client().putObject(
                                request -> request.bucket(settings.bucket())
                                        .key(key(recording))
                                        .overrideConfiguration(usual -> usual.apiCallTimeout(whole)),
                                body));
    }

    /// Asked for with the first byte: a bare HEAD cannot say whether the object is missing or the bucket.
    @Override
    public long size(RecordingId recording) throws IOException {
        return answer(recording, () -> {
            try (var first = client().getObject(request -> request.bucket(settings.bucket())
                    .key(key(recording))
                    .range("bytes=0-0")
                    .overrideConfiguration(usual -> usual.apiCallTimeout(patience)))) {
                String range =
                        Optional.ofNullable(first.response().contentRange()).orElse("");
                first.abort();
                if (!range.matches("bytes 0-0/[0-9]{1,15}")) {
                    throw new IOException("store: no length (expected: a part and the length of the whole)");
                }
                return Long.parseLong(range.substring(range.indexOf('/') + 1));
            }
        });
    }

    @Override
    public void read(RecordingId recording, long from, ByteBuffer to) throws IOException {
        int length = to.remaining();
        byte[] part = answer(recording, () -> {
            try (var stretch = client().getObject(request -> request.bucket(settings.bucket())
                    .key(key(recording))
                    .range("bytes=" + from + "-" + (from + length - 1))
                    .overrideConfiguration(usual -> usual.apiCallTimeout(patience)))) {
                byte[] read = stretch.readNBytes(length);
                if (read.length != length) {
                    throw new IOException("store: " + read.length + " bytes (expected: " + length + ")");
                }
                return read;
            }
        });
        to.put(part);
    }

    @Override
    public void remove(RecordingId recording) throws IOException {
        answer(
                recording,
                () -> client().deleteObject(request -> request.bucket(settings.bucket())
                        .key(key(recording))
                        .overrideConfiguration(usual -> usual.apiCallTimeout(patience))));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /// What a store or the library says of a refusal may hold keys, signatures and addresses: a word of it is passed
    /// on, without its cause.
    private static <T> T answer(RecordingId recording, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (S3Exception refused) {
            String word = Optional.ofNullable(refused.awsErrorDetails())
                    .map(AwsErrorDetails::errorCode)
                    .filter(code -> code.matches("[A-Za-z]{1,60}"))
                    .orElse("no reason");
            if (refused.statusCode() == NOT_FOUND && word.equals("NoSuchKey")) {
                throw new NoSuchFileException(recording.value());
            }
            throw new IOException("store: " + refused.statusCode() + " " + word
                    + " (expected: a bucket and keys that let us read, write and delete)");
        } catch (SdkException away) {
            throw new IOException("store: " + rootOf(away).getClass().getSimpleName() + " (expected: an answer)");
        } catch (SettingsException unreadable) {
            throw new IOException("store: its keys: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String key(RecordingId recording) {
        return "recordings/" + recording.value() + ".prec";
    }
}
