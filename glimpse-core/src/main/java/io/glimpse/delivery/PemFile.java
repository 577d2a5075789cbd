package io.glimpse.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys and certificates in PEM form (RFC 7468). No message shows anything of a key. */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private PemFile() {}

  /** All certificates in the file, in their order; at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(read(file)); block.find(); ) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        found.add(certificate(file, decoded(file, block)));
      }
    }
    if (found.isEmpty()) {
      throw new IOException(
          file + ": found no certificate. Write one that begins with -----BEGIN CERTIFICATE-----.");
    }
    return found;
  }

  private static X509Certificate certificate(Path file, byte[] bytes) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes));
    } catch (CertificateException e) {
      throw new IOException(file + ": found a certificate that cannot be read. Export it anew.", e);
    }
  }

  /** The private key in the file. */
  static PrivateKey key(Path file) throws IOException {
    for (Matcher block = BLOCK.matcher(read(file)); block.find(); ) {
      if (block.group(1).equals("PRIVATE KEY")) {
        return key(file, decoded(file, block));
      }
      if (block.group(1).endsWith("PRIVATE KEY")) {
        throw new IOException(
            file
                + ": found a key in the form \""
                + block.group(1)
                + "\". Convert it: openssl pkcs8 -topk8 -nocrypt -in "
                + file.getFileName()
                + " -out key.pem");
      }
    }
    throw new IOException(
        file + ": found no private key. Write one that begins with -----BEGIN PRIVATE KEY-----.");
  }

  private static PrivateKey key(Path file, byte[] bytes) throws IOException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (GeneralSecurityException another) {
        // The file does not say which of them it is.
      }
    }
    throw new IOException(
        file + ": found a private key that is neither RSA nor EC nor EdDSA. Use one of these.");
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": found no such file. Look at the path.", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read. Look at its permissions.", e);
    }
  }

  private static byte[] decoded(Path file, Matcher block) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException saysWhatItRead) {
      throw new IOException(file + ": found a damaged block. Export it anew.");
    }
  }
}
