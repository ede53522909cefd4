import { z } from 'zod';

/** What people call a class or a label. */
export const ClassName = z.string().trim().min(1).max(60);
