import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A ZIP that is made file by file; what is done is kept by the browser, not in the window's memory. */
export class ZipFile {
  readonly #time: Date;
  readonly #pieces: Blob[] = [];
  readonly #zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    this.#pieces.push(new Blob([bytes]));
  });

  /** @param time that all files in it are given, so that equal content makes equal archives */
  constructor(time: Date) {
    this.#time = time;
  }

  /** A file as it is, for what hardly shrinks. */
  stored(name: string): ZipPassThrough {
    return this.#begin(new ZipPassThrough(name));
  }

  /** A file that is compressed. */
  deflated(name: string): ZipDeflate {
    return this.#begin(new ZipDeflate(name, { level: 6 }));
  }

  /** @returns the archive in pieces */
  end(): readonly Blob[] {
    this.#zip.end();
    return this.#pieces;
  }

  /** As a file to save. */
  endAs(name: string): File {
    return new File([...this.end()], name, { type: 'application/zip' });
  }

  #begin<Entry extends ZipDeflate | ZipPassThrough>(file: Entry): Entry {
    file.mtime = this.#time;
    this.#zip.add(file);
    return file;
  }
}
