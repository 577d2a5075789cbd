package io.glimpse.spool;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders that nobody but the process's own user may read, where the file system
 * can say so: what waits on the disk may be anybody's business data.
 */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes a file that is not there yet; a link in its place is not followed. */
  static void makeFile(Path file) throws IOException {
    Path unused = Files.createFile(file, asAttribute(file, FILE));
  }

  /** Makes a folder that is not there yet, in one that is. */
  static void makeFolder(Path folder) throws IOException {
    Path unused = Files.createDirectory(folder, asAttribute(folder, FOLDER));
  }

  /**
   * Closes a folder to all others.
   *
   * @throws IOException where it belongs to another user, who could open it again
   */
  static void close(Path folder) throws IOException {
    if (hasOwners(folder)
        && !Files.getPosixFilePermissions(folder, NOFOLLOW_LINKS).equals(FOLDER)) {
      Path unused = Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  private static FileAttribute<?>[] asAttribute(Path path, Set<PosixFilePermission> permissions) {
    return hasOwners(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasOwners(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
